/** The key of a provider or of an organization, opened for as long as it takes to confirm somebody. */
import { type Bytes, utf8 } from './bytes';
import { type OpenFailure, openSymmetric, sealRsa, sealSymmetric } from './enc-string';
import { type Outcome, refusal, success } from './outcome';
import type { NewcomerKey } from './sealing';
import { importSymmetricKey, symmetricKeyLength } from './symmetric-key';

export interface HeldKey {
  /** This key, sealed to a newcomer's public key: `"4."` and base64, as the server wants it in a confirmation. */
  sealFor(newcomer: NewcomerKey): Promise<Outcome<string, 'wiped' | 'not-sealed'>>;
  /** A text, sealed with this key as type 2: the name of a default collection. */
  sealText(text: string): Promise<Outcome<string, 'wiped'>>;
  /** A 64-byte key that is sealed with this one, type 2. */
  openKey(wrapped: string): Promise<Outcome<HeldKey, OpenFailure | 'wiped'>>;
  /** Overwrites the key. From then on everything answers `wiped`. */
  wipe(): void;
}

/** Takes over the 64 bytes of a key; null, with the bytes wiped, when there are more or fewer. */
export function holdKey(bytes: Bytes): HeldKey | null {
  if (bytes.length !== symmetricKeyLength) {
    bytes.fill(0);
    return null;
  }
  let wiped = false;
  return {
    async sealFor(newcomer) {
      if (wiped) return refusal('wiped');
      try {
        return success(await sealRsa(bytes, newcomer.key));
      } catch {
        return refusal('not-sealed');
      }
    },
    async sealText(text) {
      if (wiped) return refusal('wiped');
      return success(await sealSymmetric(utf8(text), await importSymmetricKey(bytes)));
    },
    async openKey(wrapped) {
      if (wiped) return refusal('wiped');
      const opened = await openSymmetric(wrapped, await importSymmetricKey(bytes));
      if (!opened.ok) return opened;
      const held = holdKey(opened.value);
      return held === null ? refusal('malformed') : success(held);
    },
    wipe() {
      wiped = true;
      bytes.fill(0);
    },
  };
}
