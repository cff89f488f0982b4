/** Whose members are on the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PeopleModel } from '@/lib/view/people/model';
import type { PlaceContext } from '@/lib/view/people/words';

export const People = createContext<PeopleModel | null>(null);

export function usePeople(): PeopleModel {
  const model = useContext(People);
  if (model === null) throw new Error('no members around this component');
  return model;
}

/** For the names in sentences. */
export function usePlace(): PlaceContext {
  const { kind, provider, client } = usePeople();
  return { kind, provider: provider.value, client: client.value };
}
