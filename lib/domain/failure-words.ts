/** Why the server, or the way to it, gave nothing: one distinct sentence for each kind of failure. */
import type { Failure } from './failure';
import { say, type Words } from './words';

/** One sentence, with what to do where a person can do something. */
export function failureWords(failure: Failure): Words {
  switch (failure.kind) {
    case 'offline':
      return say('confirm_fail_offline');
    case 'no-answer':
      // Without a host it was the worker that did not answer.
      return failure.host === '' ? say('confirm_fail_worker') : say('confirm_fail_no_answer', { host: failure.host });
    case 'server-error':
      return say('confirm_fail_busy');
    case 'rate-limited':
      if (failure.host === '') return say('confirm_fail_locked');
      return failure.retryAt === null
        ? say('confirm_fail_slow_down')
        : say('confirm_fail_slow_down_until', { at: { moment: failure.retryAt } });
    case 'unreadable':
      return say('confirm_fail_unreadable');
    case 'not-bitwarden':
      return say('confirm_fail_other_server', { host: failure.host });
    case 'no-permission':
      return say('confirm_fail_permission', { host: failure.host });
    case 'key-refused':
      return say('confirm_fail_key_refused');
    case 'key-lost':
      return say('confirm_fail_key_lost');
    case 'version-refused':
      return say('confirm_fail_version');
    case 'sign-in-refused':
      return say('confirm_fail_sign_in');
    case 'refused':
      return say('confirm_fail_not_allowed');
    case 'rejected':
      return say('confirm_fail_rejected');
    case 'no-provider':
      return say('confirm_fail_no_provider');
  }
}
