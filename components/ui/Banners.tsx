import { useState } from 'preact/hooks';
import type { Banner as BannerData, BannerKind } from '@/lib/domain/banners';
import { say } from '@/lib/domain/words';
import { Banner } from './Banner';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { usePage } from './page';
import { Sentence } from './speech';

const icons: Partial<Record<BannerKind, IconName>> = {
  'key-refused': 'stop',
  'key-lost': 'stop',
  'sign-in-refused': 'stop',
  'no-permission': 'lock',
  'rate-limited': 'clock',
  'no-answer': 'offline',
  offline: 'offline',
};

/** The gravest of what is wrong, and the rest on demand. */
export function Banners() {
  const { model, speech } = usePage();
  const { say: text } = speech.value;
  const [all, setAll] = useState(false);
  const list = model.data.banners.value;
  const shown = all ? list : list.slice(0, 1);
  return (
    <div role="status" class={all ? 'banners banners--all' : 'banners'} {...(all ? { tabIndex: 0 } : {})}>
      {shown.map((banner, at) => (
        <One
          key={banner.id}
          banner={banner}
          rest={
            at === 0 && list.length > 1 && !all ? (
              <Button small kind="plain" aria-expanded="false" onClick={() => setAll(true)}>
                {text(say('popup_and_more', { n: list.length - 1 }))}
              </Button>
            ) : null
          }
        />
      ))}
    </div>
  );
}

function One({ banner, rest }: { banner: BannerData; rest: preact.VNode | null }) {
  const { model, speech } = usePage();
  const { say: text } = speech.value;
  const [open, setOpen] = useState(false);
  const { action, details } = banner;
  const leaves = action !== null && (action.do === 'vault' || action.do === 'page');
  return (
    <Banner
      name={banner.kind}
      tone={banner.tone}
      icon={icons[banner.kind] ?? 'warn'}
      title={<Sentence words={banner.title} />}
      text={<Sentence words={banner.text} />}
      action={
        action !== null ? (
          <Button small onClick={() => model.act(action)}>
            {text(action.label)}
            {leaves && <Icon name="out" size={13} />}
          </Button>
        ) : details !== null ? (
          <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
            {text(say('popup_details'))}
          </Button>
        ) : null
      }
      more={
        <>
          {details !== null && (open || action !== null) && (
            <p class="selectable">
              <Sentence words={details} />
            </p>
          )}
          {rest}
        </>
      }
    />
  );
}
