import type { ComponentChildren } from 'preact';
import { stretches } from '@/lib/domain/client-list';

/** A text in which what a folded query finds is underlined. Not a component: there are hundreds of these. */
export const marked = (text: string, query: string): ComponentChildren =>
  query === '' ? text : stretches(text, query).map((part) => (part.hit ? <mark>{part.text}</mark> : part.text));
