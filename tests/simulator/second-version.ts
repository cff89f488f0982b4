/** The keys of accounts of the second version: real ones, all of which follow from the seed. */
import {
  contents,
  encodeSigningKey,
  encodeSymmetricKey,
  encodeVerifyingKey,
  padKey,
  purposes,
  type SigningCoseKey,
  type SymmetricCoseKey,
  sealCose,
  signCose,
} from './cose';
import type { KeyPair } from './keys';
import { derivedBytes } from './random';
import type { User } from './rows';

/** server: kept and given out as they came from a client. All base64, but for the EncStrings. */
export interface SecondVersionKeys {
  readonly wrappedPrivateKey: string;
  readonly signedPublicKey: string;
  readonly signatureKeyPair: { readonly wrappedSigningKey: string; readonly verifyingKey: string };
  readonly securityState: { readonly securityState: string; readonly securityVersion: number };
}

const securityVersion = 2;

function userKeyOf(seed: string, user: User): SymmetricCoseKey {
  return {
    algorithm: user.userKeyAlgorithm ?? 'xchacha20-poly1305',
    keyId: derivedBytes(16, seed, 'user-key-id', user.id),
    secret: derivedBytes(32, seed, 'user-key', user.id),
  };
}

/** What the master key wraps: the encoded user key with its padding. */
export const secondVersionUserKey = (seed: string, user: User): Buffer =>
  padKey(encodeSymmetricKey(userKeyOf(seed, user)));

/** Everything else, under that user key and this key pair. */
export function secondVersionKeys(seed: string, user: User, pair: KeyPair): SecondVersionKeys {
  const userKey = userKeyOf(seed, user);
  const signing: SigningCoseKey = {
    keyId: derivedBytes(16, seed, 'signing-key-id', user.id),
    secret: derivedBytes(32, seed, 'signing-key', user.id),
  };
  const publicKey = new Map<string, number | Buffer>([
    ['algorithm', 0],
    ['contentFormat', 0],
    ['publicKey', Buffer.from(pair.publicKey, 'base64')],
  ]);
  const state = new Map([['version', securityVersion]]);
  return {
    wrappedPrivateKey: sealCose(Buffer.from(pair.privateKey, 'base64'), contents.pkcs8, userKey),
    signedPublicKey: signCose(publicKey, purposes.publicKey, signing).toString('base64'),
    signatureKeyPair: {
      wrappedSigningKey: sealCose(encodeSigningKey(signing), contents.coseKey, userKey),
      verifyingKey: encodeVerifyingKey(signing).toString('base64'),
    },
    securityState: {
      securityState: signCose(state, purposes.securityState, signing).toString('base64'),
      securityVersion,
    },
  };
}
