/** Addresses to invite, as somebody typed or pasted them: taken apart, and checked one by one before anything is sent. */
import type { MemberReading } from './readings';

/** server: addresses in one request. */
export const mostAtOnce = 20;

/** server: characters in one address. */
const longest = 256;

/** server: ASCII in front of the @, a dot in the domain, a letter at the end; neither display name nor spaces. */
const address = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]*[A-Za-z]$/;

export const isAddress = (text: string): boolean => text.length <= longest && address.test(text);

/** Addresses are the same whatever their letter case. server: compares so, and stores lower case. */
export const sameAddress = (text: string): string => text.toLowerCase();

/** One word that somebody typed. */
export interface Typed {
  readonly text: string;
  /** Where it begins in what was typed. */
  readonly at: number;
}

/** Between people; spaces part addresses as well, but a name may hold spaces. */
const segment = /[^,;\r\n\t\uFF0C\uFF1B\u3001]+/g;
const word = /[^\s<>]+/g;

/** What mail programs put around an address. */
const bare = (text: string): string =>
  text
    .replace(/\.+$/, '')
    .replace(/^(["'([]+)(.*?)(["')\]]+)$/, '$2')
    .replace(/^mailto:/i, '')
    .replace(/\.+$/, '');

/**
 * The words of a text, in order, parted by commas, semicolons, spaces or lines. "Eva Roth <eva@…>" is one word: what
 * stands in front of the angle bracket is a name, unless it has an @.
 */
export function typedWords(text: string): Typed[] {
  const found: Typed[] = [];
  for (const part of text.matchAll(segment)) {
    const open = part[0].indexOf('<');
    for (const match of part[0].matchAll(word)) {
      const isName = match.index < open && !match[0].includes('@');
      const stripped = bare(match[0]);
      if (!isName && stripped !== '')
        found.push({ text: stripped, at: part.index + match.index + match[0].indexOf(stripped) });
    }
  }
  return found;
}

export type Verdict =
  | 'fine'
  | 'malformed'
  /** Longer than the server takes. */
  | 'too-long'
  /** It stands further up already. */
  | 'twice'
  /** They belong to the place already. */
  | 'member'
  /** They are invited already. */
  | 'invited';

export interface Checked extends Typed {
  readonly verdict: Verdict;
}

/** Who is at the place, by address in lower case. */
export type Known = ReadonlyMap<string, Pick<MemberReading, 'status'>>;

export interface InviteCheck {
  readonly entries: readonly Checked[];
  /** Whom the next request takes, in the order typed: 20 at most. */
  readonly ready: readonly string[];
  /** Fine as well, but for the next round. */
  readonly later: readonly string[];
  /** Everybody who can be invited, this round and later. */
  readonly fine: number;
  /** What keeps the request from going out: words that are no addresses. */
  readonly wrong: readonly Checked[];
}

function verdictOf(text: string, seen: ReadonlySet<string>, known: Known): Verdict {
  if (!address.test(text)) return 'malformed';
  if (text.length > longest) return 'too-long';
  if (seen.has(sameAddress(text))) return 'twice';
  const there = known.get(sameAddress(text));
  if (there === undefined) return 'fine';
  return there.status === 'invited' ? 'invited' : 'member';
}

/** Everything there is to say about a text of addresses. */
export function checkInvite(text: string, known: Known): InviteCheck {
  const seen = new Set<string>();
  const entries = typedWords(text).map((typed): Checked => {
    const verdict = verdictOf(typed.text, seen, known);
    seen.add(sameAddress(typed.text));
    return { ...typed, verdict };
  });
  const fine = entries.filter(({ verdict }) => verdict === 'fine').map((entry) => entry.text);
  return {
    entries,
    ready: fine.slice(0, mostAtOnce),
    later: fine.slice(mostAtOnce),
    fine: fine.length,
    wrong: entries.filter(({ verdict }) => verdict === 'malformed' || verdict === 'too-long'),
  };
}
