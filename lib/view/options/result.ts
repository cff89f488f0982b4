/** What a sign-in or a test found out, in words: one distinct, helpful text for everything that can come back. */

import { clouds } from '@/lib/domain/addresses';
import type { Failure } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import type { Server } from '@/lib/domain/server';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { SignInOutcome } from '@/lib/messaging/protocol';

export type FormField = 'address' | 'clientId' | 'clientSecret';

export interface ResultView {
  readonly tone: 'good' | 'wait' | 'bad';
  /** One sentence each, in this order. */
  readonly lines: readonly Words[];
  /** The field that has to be corrected; null: none of them. */
  readonly field: FormField | null;
  /** For whoever has to look deeper: status and call, never ids or secrets. null: nothing to tell. */
  readonly details: string | null;
}

type Connected = Extract<SignInOutcome, { kind: 'connected' }>;

const bad = (words: Words, rest: Partial<Omit<ResultView, 'tone'>> = {}): ResultView => ({
  tone: 'bad',
  lines: [words],
  field: null,
  details: null,
  ...rest,
});

/** A problem that was found before anything was sent. */
export const fieldProblem = (field: FormField, words: Words): ResultView => bad(words, { field });

const cloudHosts = new Set(
  Object.values(clouds).flatMap((cloud) => [cloud.vault, cloud.api, cloud.identity].map((url) => new URL(url).host)),
);

/** Where a failure was met: entering a key, or trying the one that is stored. */
export type Doing = 'entering' | 'testing';

/** The words of a failure. */
export function failureResult(failure: Failure, region: Server['region'], doing: Doing): ResultView {
  switch (failure.kind) {
    case 'offline':
      return bad(say('options_fail_offline'));
    case 'no-answer': {
      const { host } = failure;
      if (region !== 'own' || cloudHosts.has(host)) return bad(say('options_fail_no_answer_cloud', { host }));
      return bad(say('options_fail_no_answer', { host }), { field: doing === 'entering' ? 'address' : null });
    }
    case 'server-error':
      return bad(say('options_fail_server_error', { host: failure.host }), { details: String(failure.status) });
    case 'rate-limited': {
      const { host, retryAt } = failure;
      if (host === '') return bad(failureWords(failure));
      return bad(
        retryAt === null
          ? say('options_fail_rate_limited', { host })
          : say('options_fail_rate_limited_until', { host, at: { moment: retryAt } }),
      );
    }
    case 'unreadable':
      return bad(say('options_fail_unreadable', { host: failure.host }), { details: failure.what });
    case 'not-bitwarden':
      return bad(say('options_fail_not_bitwarden'), {
        field: doing === 'entering' && region === 'own' ? 'address' : null,
        details: failure.host,
      });
    case 'no-permission':
      return bad(
        doing === 'entering'
          ? say('options_fail_no_permission', { host: failure.host })
          : say('options_fail_no_permission_again', { host: failure.host }),
      );
    case 'key-refused': {
      if (doing === 'testing') return bad(say('options_fail_key_renewed'));
      const first = say('options_fail_key_refused');
      return bad(first, {
        lines: region === 'own' ? [first] : [first, say('options_fail_key_region')],
        field: 'clientSecret',
      });
    }
    case 'version-refused':
      return bad(say('options_fail_version'));
    case 'sign-in-refused':
      return bad(say('options_fail_sign_in'), { details: failure.code });
    case 'refused':
      return bad(say('options_fail_refused'), { details: `${failure.status} ${failure.what}` });
    case 'rejected':
      return bad(say('options_fail_rejected'), { details: `${failure.status} ${failure.what}` });
    case 'no-provider':
      return bad(say('options_fail_no_provider'), {
        lines: [say('options_fail_no_provider'), say('options_fail_no_provider_hint')],
      });
    case 'key-lost':
      return bad(say('options_fail_key_lost'));
  }
}

const roleWords = (role: Connected['providers'][number]['role']): Words =>
  role === 'provider-admin' ? say('options_role_admin') : say('options_role_service');

function connectedResult({ providers }: Connected): ResultView {
  const lines = providers.flatMap(({ name, role, clients, enabled }) => {
    const provider = name ?? say('provider_unnamed');
    const connected =
      clients === null
        ? say('options_connected_no_count', { provider, role: roleWords(role) })
        : say('options_connected', { provider, clients: sayCount('options_clients', clients), role: roleWords(role) });
    return enabled ? [connected] : [connected, say('options_connected_suspended', { provider })];
  });
  const tone = providers.every((provider) => provider.enabled) ? 'good' : 'wait';
  return { tone, lines, field: null, details: null };
}

/** The words of what came back. `region` and `doing` tell what can be advised. */
export function outcomeResult(outcome: SignInOutcome, region: Server['region'], doing: Doing): ResultView {
  switch (outcome.kind) {
    case 'connected':
      return connectedResult(outcome);
    case 'malformed-id':
      return fieldProblem('clientId', say('options_fail_malformed_id'));
    case 'organization-key':
      return fieldProblem('clientId', say('options_fail_organization_key'));
    case 'missing-secret':
      return fieldProblem('clientSecret', say('options_fail_missing_secret'));
    case 'other-account':
      return fieldProblem('clientId', say('options_fail_other_account'));
    case 'locked':
      return bad(say('options_fail_locked'));
    case 'failed':
      return failureResult(outcome.failure, region, doing);
  }
}

/** The worker threw or is gone: a bug of ours, which a person can only get out of the way. */
export const bugResult: ResultView = bad(say('options_fail_bug'));
