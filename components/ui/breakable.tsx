import type { ComponentChildren } from 'preact';

/** A name; an address that stands for one may be broken after its @ and its dots, rather than in the middle of a word. */
export const breakable = (text: string): ComponentChildren =>
  text.includes('@')
    ? text.split(/(?<=[@.])/).flatMap((part, at) => (at === 0 ? part : [<wbr key={at} />, part]))
    : text;
