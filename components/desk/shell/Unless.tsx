/** What the person's organization does not want people to see. */
import type { ComponentChildren } from 'preact';
import { type Feature, isHidden } from '@/lib/domain/managed';
import { useDesk } from './context';

/** Answers whether a feature is hidden here. */
export function useHides(): (feature: Feature) => boolean {
  const source = useDesk().model.data.source.value;
  return (feature) => isHidden(source, feature);
}

/** Shows something unless the feature that it belongs to is hidden. */
export function Unless({ hidden, children }: { hidden: Feature; children: ComponentChildren }) {
  return useHides()(hidden) ? null : <>{children}</>;
}
