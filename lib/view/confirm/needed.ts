/** What an account's keys are needed for: which account it is of how many, and whose turn waits for it. */
import type { Waiting } from '@/lib/domain/model';
import { type Candidate, isOpen } from './people';

export interface Needed {
  /** Which of the accounts it is, from 1, in the order of their people. */
  readonly at: number;
  readonly count: number;
  /** The first of its people, and how many more there are; null: nobody. */
  readonly first: Waiting | null;
  readonly more: number;
}

export function neededFor(listed: readonly Candidate[], accountId: string | null): Needed {
  // An account that was passed over has people too: it keeps its number.
  const able = listed.filter((one) => isOpen(one) || one.standing.kind === 'left-out');
  const accounts = [...new Set(able.map(({ waiting }) => waiting.accountId))];
  const [first, ...more] = able.filter((one) => isOpen(one) && one.waiting.accountId === accountId);
  return {
    at: accounts.indexOf(accountId ?? '') + 1,
    count: accounts.length,
    first: first?.waiting ?? null,
    more: more.length,
  };
}
