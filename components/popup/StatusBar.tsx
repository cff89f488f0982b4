import { Freshness } from '@/components/ui/Freshness';
import { usePopup } from './context';

/** How old everything is, and what can be done about it. */
export function StatusBar() {
  const status = usePopup().model.data.status.value;
  if (status === null) return null;
  return (
    <footer class="status" data-status={status.state}>
      <Freshness status={status} />
    </footer>
  );
}
