/** What the page and the thread that derives a passphrase's key say to each other. */

export interface PassphraseRequest {
  readonly passphrase: string;
  /** Base64, 16 bytes. */
  readonly salt: string;
  /** Argon2id. */
  readonly iterations: number;
  readonly memoryMib: number;
  readonly parallelism: number;
}

export interface PassphraseAnswer {
  /** Base64, 32 bytes. null: this computer could not do it, mostly for want of memory. */
  readonly key: string | null;
}
