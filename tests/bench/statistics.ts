/** Medians and spreads, and measuring two things in turn, so that whatever the machine does meanwhile hits both. */

/** The value that so many percent of the values do not exceed (nearest rank). NaN for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value; of an even number of values the mean of the two in the middle. NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? Number.NaN) + upper) / 2;
}

/** "12.3 ms (10.1–20.4)": median, least and most. */
export function spreadText(values: readonly number[], unit = 'ms', digits = 1): string {
  const text = (value: number): string => value.toFixed(digits);
  return `${text(median(values))} ${unit} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

export interface Pair {
  readonly floor: number[];
  readonly ours: number[];
}

/** Ratio of the medians. */
export const ratioOf = ({ floor, ours }: Pair): number => median(ours) / median(floor);

/** Measures floor and ours in turn, after some rounds of both that do not count. */
export async function alternate(
  { warmUp, rounds }: { readonly warmUp: number; readonly rounds: number },
  measure: { readonly floor: () => Promise<number>; readonly ours: () => Promise<number> },
): Promise<Pair> {
  const pair: Pair = { floor: [], ours: [] };
  for (let round = -warmUp; round < rounds; round += 1) {
    const floor = await measure.floor();
    const ours = await measure.ours();
    if (round < 0) continue;
    pair.floor.push(floor);
    pair.ours.push(ours);
  }
  return pair;
}
