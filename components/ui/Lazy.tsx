/** A part of a page whose program is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

export interface LazyPart {
  readonly load: () => Promise<ComponentType>;
  /** What is on its way, or came. */
  loading: Promise<ComponentType> | null;
  loaded: ComponentType | null;
}

/** Names a part; nothing is loaded yet. */
export const lazyPart = (load: () => Promise<ComponentType>): LazyPart => ({ load, loading: null, loaded: null });

/**
 * Loads a part, once however many ask: a second one of the same part would take the place of the first, and what somebody
 * entered there would be gone. Rejects if it cannot be loaded; the next call tries again.
 */
export function loadPart(part: LazyPart): Promise<ComponentType> {
  part.loading ??= part.load().then(
    (component) => {
      part.loaded = component;
      return component;
    },
    (error: unknown) => {
      part.loading = null;
      throw error;
    },
  );
  return part.loading;
}

interface LazyProps {
  part: LazyPart;
  /** It stands in the page. */
  onShown: () => void;
  /** Shown where it cannot be loaded, as after an update of the extension. */
  failed: ComponentType;
}

export function Lazy({ part, onShown, failed: Failed }: LazyProps) {
  const [, setTurn] = useState(0);
  const [broken, setBroken] = useState<LazyPart | null>(null);
  const Loaded = part.loaded;
  useEffect(() => {
    if (part.loaded !== null) return;
    let wanted = true;
    loadPart(part).then(
      () => {
        if (wanted) setTurn((turn) => turn + 1);
      },
      () => {
        if (wanted) setBroken(part);
      },
    );
    return () => {
      wanted = false;
    };
  }, [part]);
  useLayoutEffect(() => {
    if (Loaded !== null) onShown();
  }, [Loaded]);
  if (Loaded !== null) return <Loaded />;
  return broken === part ? <Failed /> : null;
}
