/** The desk: where in it one is, and what its pages have in common. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { type DeskRoute, deskRoute } from '@/lib/domain/desk-route';
import { createPageModel, type PageDeps, type PageModel } from './page-model';

export interface DeskDeps extends PageDeps {
  /** The hash that the desk was opened with. */
  readonly hash: string;
}

export interface DeskModel extends PageModel {
  readonly route: ReadonlySignal<DeskRoute>;
  /** The address changed. */
  follow(hash: string): void;
}

export function createDeskModel(deps: DeskDeps): DeskModel {
  const { page } = createPageModel(deps, null);
  const route = signal(deskRoute(deps.hash));
  return {
    ...page,
    route,
    follow(hash) {
      route.value = deskRoute(hash);
    },
  };
}
