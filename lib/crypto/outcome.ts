/** What came of something that can fail for a known reason. Nothing in this folder throws at bad data. */
export type Outcome<T, Reason extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Reason };

export const success = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refusal = <Reason extends string>(reason: Reason): { readonly ok: false; readonly reason: Reason } => ({
  ok: false,
  reason,
});
