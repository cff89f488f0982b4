import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LockedPanelProps } from '@/components/ui/LockedPanel';
import { usePopup } from './context';

/** The question for the passphrase, which is loaded when it is asked: most people never set one. */
export function Locked() {
  const { source } = usePopup().model.data;
  const [Panel, setPanel] = useState<{ readonly ask: ComponentType<LockedPanelProps> } | null>(null);
  useEffect(() => {
    void import('@/components/ui/LockedPanel').then(({ LockedPanel }) => setPanel({ ask: LockedPanel }));
  }, []);
  return Panel === null ? null : <Panel.ask overview={source} />;
}
