/** The model of the clients' page, for all its parts. */
import { usePageModel } from '@/components/desk/shell/context';
import { type ClientsModel, createClientsModel } from '@/lib/view/clients/model';

export const useClients = (): ClientsModel => usePageModel('clients', createClientsModel);
