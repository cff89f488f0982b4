/** What a benchmark found out, and how it is told. */

export interface Claim {
  readonly what: string;
  readonly measured: string;
  /** The least that could be expected, measured or counted in the same run. */
  readonly floor: string;
  /** null: told for what it is, without a goal. */
  readonly goal: string | null;
  readonly met: boolean;
  /** A missed goal of this kind fails the run. Timings depend on the machine and only tell. */
  readonly binding: boolean;
}

export interface Benchmark {
  /** To choose it by: `npm run bench -- <name>`. */
  readonly name: string;
  readonly title: string;
  run(): Promise<Claim[]>;
}

/** A timing: tells PASS or MISS, and fails nothing. */
export const timing = (claim: Omit<Claim, 'binding'>): Claim => ({ ...claim, binding: false });

/** A goal that is known to be missed and is told so every time; something else keeps it from getting worse. */
export const missed = (claim: Omit<Claim, 'binding'>): Claim => ({ ...claim, binding: false });

/** A size or a count: the same on every machine, so a miss is a fault. */
export const count = (claim: Omit<Claim, 'binding'>): Claim => ({ ...claim, binding: true });

/** A figure without a goal. */
export const fact = (claim: Pick<Claim, 'what' | 'measured' | 'floor'>): Claim => ({
  ...claim,
  goal: null,
  met: true,
  binding: false,
});

const verdict = ({ goal, met }: Claim): string => (goal === null ? '    ' : met ? 'PASS' : 'MISS');

export function claimText(claim: Claim): string {
  const goal = claim.goal === null ? '' : `\n         goal   ${claim.goal}`;
  return `  ${verdict(claim)}  ${claim.what}\n         ours   ${claim.measured}\n         floor  ${claim.floor}${goal}`;
}

/** Whether something binding was missed. */
export const isFailure = (claims: readonly Claim[]): boolean => claims.some(({ binding, met }) => binding && !met);
