import { useRef } from 'preact/hooks';
import { CountPill } from '@/components/ui/CountPill';
import { Freshness } from '@/components/ui/Freshness';
import { MoreMenu } from '@/components/ui/MoreMenu';
import { PauseMenu } from '@/components/ui/PauseMenu';
import { ProviderSwitcher } from '@/components/ui/ProviderSwitcher';
import { useRoom } from '@/components/ui/room';
import { type DeskRoute, deskHash } from '@/lib/domain/desk-route';
import { type MessageKey, say } from '@/lib/domain/words';
import { useDesk } from './context';
import { useHides } from './Unless';

type Tab = 'clients' | 'waiting' | 'members' | 'activity';

const tabs: readonly { readonly page: Tab; readonly name: MessageKey }[] = [
  { page: 'clients', name: 'desk_tab_clients' },
  { page: 'waiting', name: 'desk_tab_waiting' },
  { page: 'members', name: 'desk_tab_members' },
  { page: 'activity', name: 'desk_tab_activity' },
];

/** A client belongs to the clients, comparing to those who wait, the provider's event log to its members. */
const tabOf = ({ page }: DeskRoute): Tab => {
  if (page === 'client') return 'clients';
  if (page === 'confirm') return 'waiting';
  return page === 'events' ? 'members' : page;
};

/** Whose clients, which page, how current, and the few things one can do from anywhere. */
export function DeskBar({ onKeys }: { onKeys: () => void }) {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { status, totals } = model.data;
  const hides = useHides();
  const here = tabOf(model.route.value);
  const waiting = totals.value.people;
  const team = model.teamSize.value;
  const state = status.value;
  const locked = model.data.state.value === 'locked';
  const bar = useRef<HTMLElement>(null);
  useRoom(bar, '--room-above');
  return (
    <header class="desk__bar" ref={bar}>
      <ProviderSwitcher />
      {!locked && (
        <nav class="tabs" aria-label={text(say('desk_nav'))}>
          {tabs
            .filter(({ page }) => page !== 'members' || !hides('members'))
            .map(({ page, name }) => (
              <a
                key={page}
                href={deskHash({ page })}
                class={page === here ? 'on' : ''}
                aria-current={page === here ? 'page' : undefined}
              >
                {text(say(name))}
                {page === 'clients' && totals.value.clients > 0 && <CountPill text={number(totals.value.clients)} />}
                {page === 'waiting' && waiting > 0 && <CountPill text={number(waiting)} wait />}
                {page === 'members' && team > 0 && <CountPill text={number(team)} />}
              </a>
            ))}
        </nav>
      )}
      <div class="desk__end">
        {state !== null && (
          <>
            <span class="status" data-status={state.state}>
              <Freshness status={state} />
            </span>
            {!locked && <PauseMenu />}
          </>
        )}
        <MoreMenu onKeys={onKeys} record={false} />
      </div>
    </header>
  );
}
