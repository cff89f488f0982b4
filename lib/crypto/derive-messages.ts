/** What the page and the thread that derives say to each other. */
import type { Bytes } from './bytes';
import type { DeriveFailure } from './derive';
import type { KdfSettings } from './kdf';
import type { Outcome } from './outcome';
import type { SymmetricKey } from './symmetric-key';

export interface DeriveRequest {
  readonly kdf: KdfSettings;
  /** UTF-8; handed over, not copied. */
  readonly password: Bytes;
  readonly salt: string;
}

/** First, where it will take long, how long; then the result. */
export type DeriveAnswer = { readonly expectedMs: number } | { readonly result: Outcome<SymmetricKey, DeriveFailure> };
