/** Composition root of the sample: a desk without store, worker and network. */
import type { ComponentType } from 'preact';
import { SampleBanner } from '@/components/desk/sample/SampleBanner';
import { SampleConfirm } from '@/components/desk/sample/SampleConfirm';
import { defaultPreferences } from '@/lib/domain/preferences';
import { say } from '@/lib/domain/words';
import { preferredSpeech } from '@/lib/platform/i18n';
import { closePage } from '@/lib/platform/pages';
import { openOwnPage } from '@/lib/platform/tabs';
import { every, later, openStored } from '@/lib/view/browser-page';
import type { DeskSource } from '@/lib/view/desk/source';
import { createSampleDesk } from '@/lib/view/sample/desk';

export interface SamplePart {
  readonly source: DeskSource;
  readonly Banner: ComponentType;
  readonly Confirm: ComponentType;
}

/** Looks up language and looks, which are read and nothing else. `onVault`: there is no web vault to go to. */
export async function createSamplePart(onVault: () => void): Promise<SamplePart> {
  const { overview } = openStored();
  await overview.refresh();
  overview.stop();
  const stored = overview.overview.value;
  const preferences = stored?.preferences ?? defaultPreferences;
  const speech = await preferredSpeech(preferences.language);
  return {
    source: createSampleDesk({
      now: Date.now,
      later,
      every,
      preferences,
      managed: stored?.managed,
      providerName: speech.say(say('sample_provider')),
      onVault,
    }),
    Banner: () => (
      <SampleBanner onAdd={() => void openOwnPage('options.html#accounts')} onEnd={() => void closePage()} />
    ),
    Confirm: SampleConfirm,
  };
}
