import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Skeleton } from '@/components/ui/Skeleton';
import { say } from '@/lib/domain/words';

const bones = ['180px', '220px', '150px'];

/** What stands where the queue will be, as long as there is none to show: no account, or the first check. */
export function WaitingStart() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { state, firstCheck, progress, source } = model.data;
  if (state.value === 'first-run')
    return (
      <section class="sheet start">
        <h2>{text(say('popup_first_title'))}</h2>
        <p>{text(say('popup_first_text'))}</p>
        <Button kind="main" onClick={() => model.openOptions('accounts')}>
          {text(say('popup_first_button'))}
        </Button>
      </section>
    );
  if (state.value === 'no-provider' || !firstCheck.value) return null;
  // What only a person can end is said by its banner; nothing is being read then.
  if (source.value?.accounts.every((account) => account.failure !== null) && state.value !== 'opening') return null;
  const running = progress.value;
  return (
    <>
      {state.value !== 'opening' && (
        <p class="lead" data-reading>
          <Icon name="refresh" />
          <b>{text(say('popup_reading'))}</b>
          {running !== null && running.total !== null && (
            <span class="num">{text(say('popup_progress', { done: running.done, total: running.total }))}</span>
          )}
        </p>
      )}
      {(state.value === 'opening' || state.value === 'first-check') && (
        <div class="sheet" aria-hidden="true">
          {bones.map((width) => (
            <div class="wrow bones" key={width}>
              <Skeleton width={width} />
              <Skeleton width="56px" />
            </div>
          ))}
        </div>
      )}
    </>
  );
}
