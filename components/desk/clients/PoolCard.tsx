import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { Sentence } from '@/components/ui/speech';
import type { SeatPool } from '@/lib/domain/seat-pool';
import { say } from '@/lib/domain/words';
import type { ProviderPool } from '@/lib/view/clients/pool';
import { useClients } from './context';

/** So few free seats are worth a look: what is given out beyond them is bought. */
const fewFree = 5;

/** What the provider bought, plan by plan, and how much of it is free. */
export function PoolCard() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { pool } = useClients();
  const pools = pool.pools.value;
  const [one] = pools;
  if (one === undefined) return null;
  const single = pools.length === 1;
  return (
    <section class="rc" aria-labelledby="rail-pool">
      <header>
        <h2 id="rail-pool">{text(say('clients_pool'))}</h2>
        <span class="grow" />
        {/* server: only provider admins see the provider's bills. */}
        {single && one.provider.role === 'provider-admin' && (
          <Button small kind="plain" onClick={() => model.openProvider(one.provider, 'provider-billing')}>
            {text(say('clients_pool_link'))}
            <Icon name="out" size={13} />
          </Button>
        )}
      </header>
      {pools.map((entry) => (
        <Provider key={entry.key} entry={entry} named={!single} />
      ))}
    </section>
  );
}

function Provider({ entry, named }: { entry: ProviderPool; named: boolean }) {
  const { model, speech } = useDesk();
  const { say: text, ago, exact } = speech.value;
  const { pool } = useClients();
  const { provider, state } = entry;
  // Ages move with the page's clock.
  void model.now.value;
  return (
    <div class="cp" data-pool={state.kind}>
      {named && (
        <h3>
          <bdi>{provider.name ?? text(say('provider_unnamed'))}</bdi>
        </h3>
      )}
      {state.kind === 'reading' && <p class="dim">{text(say('clients_pool_reading'))}</p>}
      {(state.kind === 'none' || state.kind === 'failed') && (
        <p class="cp-none">
          <Icon name={state.kind === 'none' ? 'info' : 'warn'} size={14} />
          <span>{text(state.words)}</span>
        </p>
      )}
      {state.kind === 'known' && (
        <>
          {state.pools.map((one) => (
            <Plan key={one.plan} pool={one} />
          ))}
          <p class="cp-foot">
            {text(say(provider.role === 'provider-admin' ? 'clients_pool_admin' : 'clients_pool_service'))}
          </p>
        </>
      )}
      {/* The same button whatever came of it: it keeps the focus. */}
      {(state.kind === 'known' || state.kind === 'failed') && (
        <p class="cp-age" key="age">
          {state.kind === 'known' && (
            <span title={exact(state.at)} data-volatile>
              {text(say('clients_pool_read', { ago: ago(state.at) }))}
            </span>
          )}
          <span class="grow" />
          <IconButton icon="refresh" label={text(say('clients_pool_again'))} onClick={() => pool.refresh()} />
        </p>
      )}
    </div>
  );
}

function Plan({ pool }: { pool: SeatPool }) {
  const { speech } = useDesk();
  const { say: text, number } = speech.value;
  const { plan, minimum, assigned, purchased, bought, free } = pool;
  const share = bought <= 0 ? 100 : Math.min(100, (assigned / bought) * 100);
  return (
    <div class={free <= fewFree ? 'cp-plan cp-plan--low' : 'cp-plan'} data-plan={plan}>
      <span class="cp-name">
        <bdi>{plan}</bdi>
      </span>
      <span class="num">
        <Sentence words={say('clients_pool_free', { free: number(free), bought: number(bought) })} strong={['free']} />
      </span>
      <span class="cp-bar" aria-hidden="true">
        <i class="cp-fill" style={{ inlineSize: `${share}%` }} />
      </span>
      <small class="num">
        {text(
          purchased > 0
            ? say('clients_pool_bought', { assigned, minimum, purchased })
            : say('clients_pool_assigned', { assigned, minimum }),
        )}
      </small>
    </div>
  );
}
