import type { ComponentChildren } from 'preact';
import { ActivityPage } from '@/components/desk/activity/ActivityPage';
import { WaitingPage } from '@/components/desk/waiting/WaitingPage';
import { Banners } from '@/components/ui/Banners';
import { Live } from '@/components/ui/Live';
import { useDesk } from './context';
import { DeskBar } from './DeskBar';

/** The desk, top to bottom: bar with tabs, banner, the page of the address. `confirm` is the page of `#/confirm`. */
export function DeskShell({ confirm }: { confirm: ComponentChildren }) {
  const { page } = useDesk().model.route.value;
  return (
    <div class="desk" data-page={page}>
      <DeskBar />
      <Banners />
      <main class="desk__main">
        {page === 'confirm' && confirm !== null ? confirm : page === 'activity' ? <ActivityPage /> : <WaitingPage />}
      </main>
      <Live />
    </div>
  );
}
