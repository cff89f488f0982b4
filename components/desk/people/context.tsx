/** Whose members are on the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { usePageModel } from '@/components/desk/shell/context';
import { createPeopleModel, type PeopleModel } from '@/lib/view/people/model';
import type { PlaceContext } from '@/lib/view/people/words';

export const People = createContext<PeopleModel | null>(null);

export interface ClientMembersProps {
  readonly accountId: string;
  readonly providerId: string;
  readonly clientId: string;
}

/** The members of a client, as the client's pages share them. Nothing is read before the list itself is opened. */
export const useClientMembers = ({ accountId, providerId, clientId }: ClientMembersProps): PeopleModel =>
  usePageModel(`people-${accountId}/${providerId}/${clientId}`, (tools, model) =>
    createPeopleModel(tools, model, { accountId, providerId, place: clientId }),
  );

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
