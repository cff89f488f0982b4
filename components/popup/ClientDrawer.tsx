// biome-ignore-all lint/a11y/useSemanticElements: a grid with the roles of a table, because only some of its rows are in the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the buttons in them have the focus.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import type { ClientRow } from '@/lib/domain/client-list';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { drawerId } from '@/lib/view/popup/ids';
import type { ClientPage } from '@/lib/view/popup/model';
import { usePopup } from './context';

const pages = [
  ['client', 'popup_open_vault'],
  ['members', 'popup_members'],
  ['events', 'popup_events'],
  ['reports', 'popup_reports'],
  ['billing', 'popup_billing'],
] as const satisfies readonly (readonly [ClientPage, string])[];

/** The sentences of a drawer: seats, then people. Each is whole, so they may follow each other in any language. */
export function drawerWords({ client, state, waiting, invited, people }: ClientRow): Words[] {
  const words: Words[] = [];
  if (state === 'disabled') words.push(say('popup_drawer_disabled'));
  if (client.used === null) words.push(say('popup_drawer_unknown'));
  else if (client.assigned === null) words.push(sayCount('popup_drawer_no_limit', client.used));
  else words.push(sayCount('popup_drawer_seats', client.assigned, { used: client.used }));
  if (waiting > 0) words.push(sayCount('popup_drawer_waiting', waiting));
  if (invited > 0) words.push(sayCount('popup_drawer_invited', invited));
  if (!people.read) words.push(say('popup_drawer_unread'));
  return words;
}

/** Where one client leads to. Its first button has the focus: Enter again opens the client. */
export function ClientDrawer({ row, index }: { row: ClientRow; index: number }) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const root = useRef<HTMLDivElement | null>(null);

  useLayoutEffect(() => {
    root.current?.querySelector('button')?.focus();
    root.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <div class="drawer" role="row" aria-rowindex={index} id={drawerId(row.key)} data-drawer={row.key} ref={root}>
      <div role="cell" aria-colspan={4}>
        <p>{drawerWords(row).map(text).join(' ')}</p>
        <ul>
          {pages.map(([page, label]) => (
            <li key={page}>
              <Button small kind={page === 'client' ? 'main' : undefined} onClick={() => model.openClient(row, page)}>
                {text(say(label))}
                <Icon name="out" size={13} />
              </Button>
            </li>
          ))}
          <li>
            <Button small onClick={() => model.openDesk({ page: 'client', clientId: row.client.id, part: 'seats' })}>
              {text(say('popup_seats'))}
            </Button>
          </li>
          <li>
            <Button small kind="plain" onClick={() => model.mute(row)}>
              {text(say(row.muted ? 'popup_unmute' : 'popup_mute'))}
            </Button>
          </li>
        </ul>
      </div>
    </div>
  );
}
