/** What any account may ask about itself, and the two calls that need no token. */
import { openRoute, type Route, route, type UserCall } from '../route';
import type { User } from '../rows';
import { badRequest, crashed, notFound, ok, type Reply, toWireDate, unauthorized } from '../wire';
import { accountKeys, profileOf } from './profile-view';

const caller = (call: UserCall): User | undefined => call.world.users.get(call.caller.userId);

function profile(call: UserCall): Reply {
  const user = caller(call);
  if (user === undefined) return unauthorized;
  // server: the key query throws for an account without a complete key pair.
  return call.world.keyPairOf(user) === null ? crashed : ok(profileOf(call, user));
}

function keys(call: UserCall): Reply {
  const user = caller(call);
  if (user === undefined) return unauthorized;
  const pair = call.world.keyPairOf(user);
  if (pair === null) return crashed;
  return ok({
    object: 'keys',
    key: call.world.masterKeyEncryptedUserKey(user),
    publicKey: pair.publicKey,
    privateKey: call.world.wrappedPrivateKey(user),
    accountKeys: accountKeys(call.world, user),
  });
}

function publicKey(call: UserCall): Reply {
  const user = call.world.users.get(call.params.u ?? '');
  const pair = user === undefined ? null : call.world.keyPairOf(user);
  if (user === undefined || pair === null) return notFound;
  return ok({ object: 'userKey', userId: user.id, publicKey: pair.publicKey });
}

function publicKeys(call: UserCall): Reply {
  const user = call.world.users.get(call.params.u ?? '');
  const pair = user === undefined ? null : call.world.keyPairOf(user);
  if (user === undefined || pair === null) return notFound;
  const second = call.world.secondVersionOf(user);
  return ok({
    object: 'publicKeys',
    userId: user.id,
    publicKey: pair.publicKey,
    verifyingKey: second?.signatureKeyPair.verifyingKey ?? null,
    signedPublicKey: second?.signedPublicKey ?? null,
  });
}

function sync(call: UserCall): Reply {
  const user = caller(call);
  if (user === undefined) return badRequest('User not found.');
  const masterKeyEncryptedUserKey = call.world.masterKeyEncryptedUserKey(user);
  const { type: kdfType, iterations, memory, parallelism } = user.kdf;
  return ok({
    object: 'sync',
    profile: profileOf(call, user),
    folders: [],
    collections: [],
    ciphers: [],
    domains: null,
    policies: [],
    policiesNew: [],
    sends: [],
    userDecryption: {
      masterPasswordUnlock:
        masterKeyEncryptedUserKey === null
          ? null
          : {
              kdf: { kdfType, iterations, memory, parallelism },
              masterKeyEncryptedUserKey,
              salt: call.world.saltOf(user),
              containedKeyId: null,
            },
    },
  });
}

export const accountRoutes: readonly Route[] = [
  openRoute('api', 'GET', '/config', (call) => {
    const { vault, api, identity } = call.addresses();
    return ok({
      object: 'config',
      version: '2026.8.0',
      gitHash: 'ac309aa',
      server: null,
      environment: {
        cloudRegion: null,
        vault,
        api,
        identity,
        notifications: `${vault}/notifications`,
        sso: `${vault}/sso`,
      },
      featureStates: { 'pm-28365-change-member-email-no-mp': call.switches.memberEmailFlag },
      push: { pushTechnology: 0, vapidPublicKey: null },
      communication: null,
      settings: { disableUserRegistration: false, suppressOnboardingInterstitials: false },
    });
  }),
  openRoute('api', 'GET', '/alive', (call) => ok(toWireDate(call.clock.now()))),
  route('GET', '/accounts/profile', { run: profile }),
  route('GET', '/accounts/revision-date', { run: (call) => ok(caller(call)?.revisionAt ?? null) }),
  route('GET', '/accounts/keys', { run: keys }),
  route('GET', '/users/{u}/public-key', { run: publicKey }),
  route('GET', '/users/{u}/keys', { run: publicKeys }),
  route('GET', '/sync', { run: sync }),
];
