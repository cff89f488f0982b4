/** What the page and the thread that derives a passphrase's key say to each other. */
import type { Bytes } from './bytes';
import type { KdfSettings } from './kdf';
import type { Outcome } from './outcome';

export interface PassphraseRequest {
  readonly kdf: Extract<KdfSettings, { type: 'argon2id' }>;
  /** UTF-8; handed over, not copied. */
  readonly passphrase: Bytes;
  /** 16 bytes. */
  readonly salt: Bytes;
}

export interface PassphraseAnswer {
  readonly key: Outcome<Bytes, 'derivation-failed'>;
}
