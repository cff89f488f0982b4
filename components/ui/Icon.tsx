/** Line drawings on a 16 px grid, in the colour of the text around them. Always next to a word, so hidden from readers. */

// A circle is two arcs: one path a drawing keeps this table small.
const drawings = {
  search: 'M7 2.75a4.25 4.25 0 1 0 0 8.5a4.25 4.25 0 1 0 0-8.5M10.2 10.2l3.3 3.3',
  clock: 'M8 2.3a5.7 5.7 0 1 0 0 11.4a5.7 5.7 0 1 0 0-11.4M8 4.7V8l2.3 1.5',
  info: 'M8 2.3a5.7 5.7 0 1 0 0 11.4a5.7 5.7 0 1 0 0-11.4M8 7.3v3.6M8 5.1v.2',
  stop: 'M8 2.3a5.7 5.7 0 1 0 0 11.4a5.7 5.7 0 1 0 0-11.4M4.2 4.2l7.6 7.6',
  pause: 'M8 3.7a4.9 4.9 0 1 0 0 9.8a4.9 4.9 0 1 0 0-9.8M8 6v2.8l1.9 1.2M2.2 4.2l2-1.7M13.8 4.2l-2-1.7',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  eye: 'M1.8 8S4 3.9 8 3.9 14.2 8 14.2 8 12 12.1 8 12.1 1.8 8 1.8 8ZM8 6.1a1.9 1.9 0 1 0 0 3.8a1.9 1.9 0 1 0 0-3.8',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v2.9h-2.9',
  offline:
    'M2 6.2A9 9 0 0 1 8 4a9 9 0 0 1 6 2.2M4.3 8.8A5.6 5.6 0 0 1 8 7.4c1.4 0 2.7.5 3.7 1.4M6.5 11.2a2.2 2.2 0 0 1 3 0M2.5 2.5l11 11',
  options:
    'M2.5 5h6.8M12.7 5h.8M2.5 11h.8M6.7 11h6.8M11 3.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4M5 9.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4',
  out: 'M5 11 11 5M6 4.7h5.3V10',
  desk: 'M8 3.5H3.5v9h9V8M9.5 3h3.5v3.5M13 3 7.5 8.5',
  up: 'M8 12.5V4M5 6.8l3-3 3 3',
  down: 'M8 3.5V12M5 9.2l3 3 3-3',
  warn: 'M8 2.3 14.4 13.4H1.6ZM8 6.3v3.4M8 11.5v.2',
  save: 'M8 2.5v7.3M5 7l3 3 3-3M2.8 13.2h10.4',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  copy: 'M6 6h7v7H6ZM3.5 10V3H10.5',
  mail: 'M2.3 4h11.4v8.2H2.3ZM2.7 4.6 8 9l5.3-4.4',
  next: 'm6.5 4.5 3.5 3.5-3.5 3.5',
  check: 'm3.2 8.6 3.1 3.1 6.5-7',
  close: 'm4 4 8 8M12 4l-8 8',
  chevron: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  lock: 'M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  unlocked: 'M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M5.5 7V5a2.5 2.5 0 0 1 4.8-1',
  keys: 'M2.5 4.5h11v7h-11ZM5 7h.01M8 7h.01M11 7h.01M5.5 9.5h5',
} as const;

export type IconName = keyof typeof drawings;

/** As large as the text around it is made. `size` is in CSS pixels of a page whose text is 16 px. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const side = `${size / 16}rem`;
  return (
    <svg
      width={side}
      height={side}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width={name === 'more' ? 2.4 : 1.5}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}

const head = (x: number): string => `M${x} 24a10 10 0 1 0 0 20a10 10 0 1 0 0-20M${x - 15} 66v-3a15 15 0 0 1 30 0v3z`;

/** The mark: three people at a desk, the first amber because they wait. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 128 128" aria-hidden="true">
      <rect width="128" height="128" rx="28" fill="#2c7a64" />
      <path
        fill="#fff"
        d={`${head(64)}${head(98)}M17 72h94a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7v20a3 3 0 0 1-3 3h-9a3 3 0 0 1-3-3V87H39v20a3 3 0 0 1-3 3h-9a3 3 0 0 1-3-3V87h-7a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z`}
      />
      <path fill="#ffc85c" d={head(30)} />
    </svg>
  );
}
