import { IconButton } from '@/components/ui/IconButton';
import { MoreMenu } from '@/components/ui/MoreMenu';
import { PauseMenu } from '@/components/ui/PauseMenu';
import { ProviderSwitcher, useScopeName } from '@/components/ui/ProviderSwitcher';
import { say } from '@/lib/domain/words';
import { usePopup } from './context';

/** The bar: which provider, pause, the desk, more. */
export function Bar({ onKeys }: { onKeys: () => void }) {
  const { model, speech } = usePopup();
  const { state } = model.data;
  const name = useScopeName();
  return (
    <header class="popup__bar">
      <h1 class="sr">
        <bdi>{name}</bdi>
      </h1>
      <ProviderSwitcher />
      <span class="grow" />
      {state.value !== 'first-run' && state.value !== 'opening' && state.value !== 'locked' && (
        <>
          <PauseMenu />
          <IconButton
            icon="desk"
            label={speech.value.say(say('popup_open_desk'))}
            onClick={() => model.openDesk({ page: 'clients' })}
          />
        </>
      )}
      <MoreMenu onKeys={onKeys} record />
    </header>
  );
}
