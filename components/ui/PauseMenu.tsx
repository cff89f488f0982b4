import { hourMs } from '@/lib/domain/time';
import { say } from '@/lib/domain/words';
import { atEight } from '@/lib/view/popup/pause';
import { Icon } from './Icon';
import { Menu, type MenuEntry } from './Menu';
import { usePage } from './page';

/** Pauses notices for a while. */
export function PauseMenu() {
  const { model, speech } = usePage();
  const { say: text, moment } = speech.value;
  const now = model.now.value;
  const until = model.data.source.value?.preferences.pausedUntil ?? null;
  const paused = until !== null && until > now;

  const choice = (key: string, words: ReturnType<typeof say>, at: number): MenuEntry => ({
    kind: 'item',
    key,
    text: text(words),
    end: <span class="dim num">{moment(at)}</span>,
    onSelect: () => model.pause(at),
  });
  const entries = (): MenuEntry[] => [
    paused
      ? { kind: 'head', key: 'head', text: text(say('popup_pause_until', { until: { moment: until } })) }
      : { kind: 'head', key: 'head', text: text(say('popup_pause')) },
    ...(paused
      ? [
          {
            kind: 'item' as const,
            key: 'on',
            icon: 'check' as const,
            text: text(say('popup_pause_on')),
            onSelect: () => model.pause(null),
          },
        ]
      : []),
    choice('hour', say('popup_pause_hour'), now + hourMs),
    choice('tomorrow', say('popup_pause_tomorrow'), atEight(now, 'tomorrow')),
    choice('monday', say('popup_pause_monday'), atEight(now, 'monday')),
    { kind: 'separator', key: 'separator' },
    { kind: 'note', key: 'note', text: text(say('popup_pause_note')) },
  ];
  return (
    <Menu
      class="icon-button"
      align="end"
      label={text(say(paused ? 'popup_paused_button' : 'popup_pause'))}
      title={text(say('popup_pause'))}
      entries={entries}
    >
      <Icon name="pause" />
      {paused && <i class="icon-button__on" />}
    </Menu>
  );
}
