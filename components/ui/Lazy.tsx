/** A part of a page whose program is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

export interface LazyPart {
  /** Loads it, or answers with what was loaded before. */
  readonly load: () => Promise<ComponentType>;
  loaded: ComponentType | null;
}

/** Names a part; nothing is loaded yet. */
export const lazyPart = (load: () => Promise<ComponentType>): LazyPart => ({ load, loaded: null });

/** Loads a part, so that it is there when it is first shown. Rejects if it cannot be loaded. */
export async function loadPart(part: LazyPart): Promise<ComponentType> {
  part.loaded ??= await part.load();
  return part.loaded;
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
