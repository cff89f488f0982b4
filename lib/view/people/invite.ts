/** The panel that invites: what was typed, what is wrong with it, what became of each address. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { checkInvite, type InviteCheck, type Known, sameAddress } from '@/lib/domain/invite';
import type { PlaceKind } from '@/lib/domain/membership';
import type { Client, MemberRole, Provider } from '@/lib/domain/model';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Subject } from '@/lib/view/desk/work';
import type { Report } from './job';

export interface InviteDeps {
  readonly kind: PlaceKind;
  readonly known: ReadonlySignal<Known>;
  readonly provider: ReadonlySignal<Provider | null>;
  readonly client: ReadonlySignal<Client | null>;
  readonly suspended: ReadonlySignal<boolean>;
  readonly busy: ReadonlySignal<boolean>;
  readonly send: (people: readonly Subject[], role: MemberRole) => Promise<Report | null>;
  readonly check: (report: Report) => Promise<Report>;
  /** Sends invitations again to these addresses. */
  readonly resend: (emails: readonly string[]) => void;
}

export interface InviteModel {
  readonly text: ReadonlySignal<string>;
  readonly role: ReadonlySignal<MemberRole>;
  readonly check: ReadonlySignal<InviteCheck>;
  /** The field was left, or sending was tried: problems are shown. */
  readonly checked: ReadonlySignal<boolean>;
  /** Sending was tried, and nothing was typed since. */
  readonly tried: ReadonlySignal<boolean>;
  /** Seats that invitations of this round would take beyond what is left; 0: enough, or no limit that is known. */
  readonly missingSeats: ReadonlySignal<number>;
  /** Seats left; null: no limit, unknown, or a team, which needs none. */
  readonly seatsLeft: ReadonlySignal<number | null>;
  /** Why the button is off; null: it works. */
  readonly off: ReadonlySignal<Words | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** What became of the last round; null: nothing yet, or put away. */
  readonly report: ReadonlySignal<Report | null>;
  type(text: string): void;
  leave(): void;
  giveRole(role: MemberRole): void;
  /** Takes an address out of the text. */
  takeOut(address: string): void;
  /** Sends again to somebody who is invited already, and takes the address out. */
  resend(address: string): void;
  /** Sends the round. `wrong`: it was not sent, something has to be corrected first. */
  submit(): Promise<'wrong' | 'off' | 'sent'>;
  checkAgain(): Promise<void>;
  clear(): void;
}

/** An address that was really invited is out of the text; every other one stays. */
const isIn = ({ outcome }: Report['lines'][number]): boolean =>
  outcome.kind === 'done' || outcome.kind === 'found' || outcome.kind === 'already';

export function createInviteModel(deps: InviteDeps): InviteModel {
  const text = signal('');
  const role = signal<MemberRole>(deps.kind === 'team' ? 'service-user' : 'user');
  const checked = signal(false);
  const tried = signal(false);
  const report = signal<Report | null>(null);
  const sending = signal(false);
  const check = computed(() => checkInvite(text.value, deps.known.value));
  const seatsLeft = computed(() => {
    const client = deps.client.value;
    return client === null || client.assigned === null ? null : client.remaining;
  });
  const missingSeats = computed(() => {
    const left = seatsLeft.value;
    return left === null ? 0 : Math.max(0, check.value.ready.length - Math.max(0, left));
  });
  const off = computed<Words | null>(() => {
    if (deps.suspended.value) return say('people_suspended');
    if (missingSeats.value > 0)
      return sayCount('people_invite_seats', check.value.ready.length, {
        seats: sayCount('people_seats_left', Math.max(0, seatsLeft.value ?? 0)),
      });
    return null;
  });

  /** The text without these addresses, one in a line. */
  function without(addresses: ReadonlySet<string>): void {
    const kept = check.peek().entries.filter((entry) => !addresses.has(sameAddress(entry.text)));
    text.value = kept.map((entry) => entry.text).join('\n');
  }
  const take = (ended: Report): void => {
    report.value = ended;
    without(new Set(ended.lines.filter(isIn).map(({ person }) => sameAddress(person.email))));
  };

  return {
    text,
    role,
    check,
    checked,
    tried,
    missingSeats,
    seatsLeft,
    off,
    busy: sending,
    report,
    type(next) {
      text.value = next;
      // While something is being corrected, only leaving the field judges anew.
      checked.value = false;
      tried.value = false;
    },
    leave() {
      checked.value = true;
    },
    giveRole(next) {
      role.value = next;
    },
    takeOut(address) {
      without(new Set([sameAddress(address)]));
      checked.value = true;
    },
    resend(address) {
      without(new Set([sameAddress(address)]));
      checked.value = true;
      deps.resend([address]);
    },
    async submit() {
      checked.value = true;
      tried.value = true;
      const { ready, wrong } = check.value;
      if (off.value !== null || deps.busy.value || sending.value) return 'off';
      if (wrong.length > 0 || ready.length === 0) return 'wrong';
      sending.value = true;
      tried.value = false;
      report.value = null;
      const people = ready.map((email): Subject => ({ id: sameAddress(email), name: null, email }));
      const ended = await deps.send(people, role.value);
      sending.value = false;
      if (ended !== null) take(ended);
      return 'sent';
    },
    async checkAgain() {
      const old = report.value;
      if (old === null || sending.value) return;
      sending.value = true;
      const next = await deps.check(old);
      sending.value = false;
      take(next);
    },
    clear() {
      text.value = '';
      checked.value = false;
      tried.value = false;
      report.value = null;
    },
  };
}
