/** `POST /connect/token` on identity: checks in the server's order, and each refusal in its own words. */

import { type Call, isGuid, openRoute, type Route } from '../route';
import type { User } from '../rows';
import { tokenLifeSeconds } from '../tokens';
import type { Reply } from '../wire';
import { deviceTypeName, parseDeviceType } from './device-types';

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

function refuse(error: string, description?: string, message?: string): Reply {
  return {
    status: 400,
    headers: noStore,
    json: {
      error,
      ...(description === undefined ? {} : { error_description: description }),
      ...(message === undefined ? {} : { ErrorModel: { Message: message, Object: 'error' } }),
    },
  };
}

/** server: refusals after the secret was right come late and are logged as failed sign-ins. */
function refuseKnown(call: Call, user: User, refusal: Reply, deviceType?: number): Reply {
  call.events.writeSignIn(1005, user, { ip: call.ip, ...(deviceType === undefined ? {} : { type: deviceType }) });
  return { ...refusal, delayMs: call.switches.errorDelays ? 2000 : 0 };
}

/** server: a dotted version of two to four numbers; anything else counts as missing. */
export function parseVersion(text: string | undefined): readonly number[] | null {
  return text !== undefined && /^\d+(?:\.\d+){1,3}$/.test(text) ? text.split('.').map(Number) : null;
}

function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  for (const [at, figure] of wanted.entries()) {
    const own = version[at] ?? 0;
    if (own !== figure) return own > figure;
  }
  return true;
}

/** server: names of device fields are matched without regard to case. */
function field(form: URLSearchParams, name: string): string {
  for (const [key, value] of form) if (key.toLowerCase() === name.toLowerCase()) return value;
  return '';
}

function userOf(call: Call, form: URLSearchParams): User | null {
  const clientId = form.get('client_id') ?? '';
  const userId = clientId.startsWith('user.') ? clientId.slice('user.'.length) : '';
  const user = isGuid(userId) ? call.world.users.get(userId.toLowerCase()) : undefined;
  return user !== undefined && user.apiKey === form.get('client_secret') ? user : null;
}

function token(call: Call): Reply {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(call.headers['content-type'] ?? '')) {
    return refuse('invalid_request');
  }
  const form = new URLSearchParams(call.body.toString('utf8'));
  const user = userOf(call, form);
  if (user === null) return refuse('invalid_client');
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials') {
    const known = ['password', 'authorization_code', 'refresh_token', 'webauthn', 'send_access'].includes(grant ?? '');
    return refuse(known ? 'unauthorized_client' : 'unsupported_grant_type');
  }
  if (!['', 'api'].includes(form.get('scope') ?? '')) return refuse('invalid_scope');

  const version = parseVersion(call.headers['bitwarden-client-version']);
  if (version === null) {
    const text = 'The Bitwarden-Client-Version header is missing.';
    return refuseKnown(call, user, refuse('version_header_missing', text, text));
  }
  if (call.switches.refuseVersions || (user.encryptionVersion === 2 && !isAtLeast(version, [2025, 11, 0]))) {
    const text = 'Please update your app to continue using Bitwarden';
    return refuseKnown(call, user, refuse('invalid_client_version', text, text));
  }
  const [identifier, name] = [field(form, 'deviceIdentifier').trim(), field(form, 'deviceName').trim()];
  const deviceType = parseDeviceType(field(form, 'deviceType'));
  if (identifier === '' || name === '' || deviceType === null) {
    const refusal = refuse('device_error', 'No device information provided', 'no device information provided');
    return refuseKnown(call, user, refusal);
  }
  if (user.legacy) {
    const text = 'Legacy encryption is no longer supported. Please contact support to recover your account.';
    return refuseKnown(call, user, refuse('invalid_grant', undefined, text), deviceType);
  }
  call.events.writeSignIn(1000, user, { ip: call.ip, type: deviceType });
  greetDevice(call, user, identifier);
  return success(call, user, { identifier, type: deviceTypeName(deviceType) });
}

/** server: an unknown device writes a mail to the account, unless the account is under ten minutes old. */
function greetDevice(call: Call, user: User, identifier: string): void {
  if (user.devices.has(identifier)) return;
  user.devices.add(identifier);
  const at = call.clock.now();
  if (at - user.createdAt >= 600_000) {
    call.world.mailbox.push({ at, to: user.email, kind: 'new-device', about: user.id });
  }
}

function success(call: Call, user: User, device: { identifier: string; type: string }): Reply {
  const { world } = call;
  const privateKey = world.wrappedPrivateKey(user);
  const publicKey = world.keyPairOf(user)?.publicKey;
  const second = world.secondVersionOf(user);
  const userKey = world.masterKeyEncryptedUserKey(user);
  const { type: kdfType, iterations, memory, parallelism } = user.kdf;
  const json = {
    access_token: call.tokens.issue(user, device),
    expires_in: tokenLifeSeconds,
    token_type: 'Bearer',
    scope: 'api',
    ...(privateKey === null
      ? {}
      : {
          PrivateKey: privateKey,
          AccountKeys: {
            ...(second === null
              ? {}
              : { signatureKeyPair: second.signatureKeyPair, securityState: second.securityState }),
            publicKeyEncryptionKeyPair: {
              wrappedPrivateKey: privateKey,
              publicKey,
              ...(second === null ? {} : { signedPublicKey: second.signedPublicKey }),
            },
            Object: 'privateKeys',
          },
        }),
    ...(userKey === null ? {} : { Key: userKey }),
    MasterPasswordPolicy: { Object: 'masterPasswordPolicy' },
    ForcePasswordReset: false,
    Kdf: kdfType,
    KdfIterations: iterations,
    KdfMemory: memory,
    KdfParallelism: parallelism,
    UserDecryptionOptions: {
      HasMasterPassword: user.masterPassword !== null,
      Object: 'userDecryptionOptions',
      ...(userKey === null
        ? {}
        : {
            MasterPasswordUnlock: {
              Kdf: {
                KdfType: kdfType,
                Iterations: iterations,
                ...(memory === null ? {} : { Memory: memory }),
                ...(parallelism === null ? {} : { Parallelism: parallelism }),
              },
              MasterKeyEncryptedUserKey: userKey,
              Salt: world.saltOf(user),
            },
          }),
    },
  };
  return { status: 200, headers: noStore, json };
}

export const tokenRoutes: readonly Route[] = [openRoute('identity', 'POST', '/connect/token', token)];
