/** What provider staff do for a client all day, a row for each: done here, or on the exact page of the web vault. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { organization, policies, policyTypes } from '@/lib/bitwarden/administration/organization';
import type { ClientPart } from '@/lib/domain/desk-route';
import type { Failure } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import type { ProviderKey } from '@/lib/domain/keys';
import type { Overview } from '@/lib/domain/overview';
import type { VaultPage } from '@/lib/domain/vault';
import { type MessageKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { Work } from '@/lib/view/desk/work';

/** Account recovery at a client. */
export type Recovery =
  | { readonly kind: 'reading' }
  | { readonly kind: 'on' | 'off' | 'not-in-plan' }
  | { readonly kind: 'unread'; readonly failure: Failure };

export interface TaskRow {
  readonly key: string;
  readonly title: MessageKey;
  /** What it is about, a sentence each. */
  readonly notes: readonly Words[];
  /** Done here; null: in the web vault alone. */
  readonly here: ClientPart | null;
  /** Where in the web vault; null: nowhere of its own. */
  readonly vault: VaultPage | null;
  /** Why this account cannot go there; null: it can. */
  readonly off: Words | null;
}

export interface TasksDeps {
  readonly run: Work['run'];
  readonly overview: ReadonlySignal<Overview | null>;
  readonly where: ProviderKey;
  readonly clientId: string;
}

export interface TasksModel {
  readonly recovery: ReadonlySignal<Recovery>;
  readonly rows: ReadonlySignal<readonly TaskRow[]>;
  /** Reads what the client's plan and policies say, unless that is known. */
  open(): void;
}

const recoveryKeys: Readonly<Record<'reading' | 'on' | 'off' | 'not-in-plan', MessageKey>> = {
  reading: 'tasks_recovery_reading',
  on: 'tasks_recovery_on',
  off: 'tasks_recovery_off',
  'not-in-plan': 'tasks_recovery_none',
};

export const recoveryWords = (recovery: Recovery): Words =>
  recovery.kind === 'unread'
    ? say('tasks_recovery_unread', { why: failureWords(recovery.failure) })
    : say(recoveryKeys[recovery.kind]);

/** How many of the members are enrolled in account recovery, where somebody has read them. */
export const enrolledWords = (enrolled: number, of: number): Words => sayCount('tasks_enrolled', of, { n: enrolled });

export function createTasksModel({ run, overview, where, clientId }: TasksDeps): TasksModel {
  const recovery = signal<Recovery>({ kind: 'reading' });
  let reading = false;

  async function look(): Promise<Recovery> {
    const plan = await run(where.accountId, organization(clientId));
    if (!plan.ok) return { kind: 'unread', failure: plan.failure };
    if (!plan.value.hasRecovery) return { kind: 'not-in-plan' };
    const on = await run(where.accountId, policies(clientId));
    if (!on.ok) return { kind: 'unread', failure: on.failure };
    return { kind: on.value.has(policyTypes.accountRecovery) ? 'on' : 'off' };
  }

  const provider = computed(() =>
    overview.value?.providers.find(({ accountId, id }) => accountId === where.accountId && id === where.providerId),
  );
  const name = computed(
    () =>
      overview.value?.lists
        .find((list) => list.accountId === where.accountId && list.providerId === where.providerId)
        ?.clients.find(({ id }) => id === clientId)?.name ?? null,
  );

  const rows = computed<readonly TaskRow[]>(() => {
    const admin = provider.value?.role === 'provider-admin';
    const adminsOnly = admin ? null : say('tasks_admins_only');
    const { providerId } = where;
    const row = (
      key: string,
      title: MessageKey,
      notes: readonly Words[],
      to: Partial<Pick<TaskRow, 'here' | 'vault' | 'off'>>,
    ): TaskRow => ({ key, title, notes, here: null, vault: null, off: null, ...to });
    const there = (page: 'reports' | 'import' | 'groups' | 'policies' | 'settings' | 'client' | 'members' | 'events') =>
      ({ page, clientId }) as const;
    const client = name.value;
    return [
      row('members', 'tasks_members', [say('tasks_members_note')], { here: 'members', vault: there('members') }),
      row('seats', 'tasks_seats', [say(admin ? 'tasks_seats_note' : 'tasks_seats_service')], { here: 'seats' }),
      row('recovery', 'tasks_recovery', [recoveryWords(recovery.value)], { vault: there('members') }),
      row('events', 'tasks_events', [say('tasks_events_note')], { here: 'events', vault: there('events') }),
      row('reports', 'tasks_reports', [say('tasks_reports_note')], { vault: there('reports') }),
      row('import', 'tasks_import', [say('tasks_import_note')], { vault: there('import') }),
      row('send', 'tasks_send', [say('tasks_send_note')], { vault: { page: 'sends' } }),
      row('billing', 'tasks_billing', [say('tasks_billing_note')], {
        vault: { page: 'provider-invoices', providerId },
        off: adminsOnly,
      }),
      row('policies', 'tasks_policies', [say('tasks_policies_note')], { vault: there('policies') }),
      row('groups', 'tasks_groups', [say('tasks_groups_note')], { vault: there('groups') }),
      row('collections', 'tasks_collections', [say('tasks_collections_note')], { vault: there('client') }),
      row('settings', 'tasks_settings', [say('tasks_settings_note')], { vault: there('settings') }),
      row('unlink', 'tasks_unlink', [say('tasks_unlink_note')], {
        vault: { page: 'clients', providerId, ...(client === null ? {} : { search: client }) },
        off: adminsOnly,
      }),
    ];
  });

  return {
    recovery,
    rows,
    open() {
      if (reading || (recovery.value.kind !== 'reading' && recovery.value.kind !== 'unread')) return;
      reading = true;
      void look().then((found) => {
        recovery.value = found;
        reading = false;
      });
    },
  };
}
