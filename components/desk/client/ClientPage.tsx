import { useEffect } from 'preact/hooks';
import { ClientEvents } from '@/components/desk/events/ClientEvents';
import { ClientMembers } from '@/components/desk/people/ClientMembers';
import { useClientMembers } from '@/components/desk/people/context';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import type { ClientPart } from '@/lib/domain/desk-route';
import type { FoundClient } from '@/lib/view/client/find';
import { type ClientModel, createClientModel } from '@/lib/view/client/model';
import { ClientAbsent } from './ClientAbsent';
import { ClientHead } from './ClientHead';
import { ClientSeats } from './ClientSeats';
import { SeatToast } from './SeatToast';

/** The client of the address. */
export function ClientPage() {
  const { model } = useDesk();
  const route = model.route.value;
  return route.page === 'client' ? <One key={route.clientId} clientId={route.clientId} part={route.part} /> : null;
}

interface OneProps {
  clientId: string;
  part: ClientPart;
}

function One({ clientId, part }: OneProps) {
  const client = usePageModel(`client-${clientId}`, (tools, desk) =>
    createClientModel(tools, { ...desk.data, now: desk.now }, clientId),
  );
  useEffect(() => client.open(), [client]);
  const found = client.found.value;
  if (found === null) return <ClientAbsent client={client} />;
  return <Found client={client} found={found} part={part} />;
}

interface FoundProps {
  client: ClientModel;
  found: FoundClient;
  part: ClientPart;
}

function Found({ client, found, part }: FoundProps) {
  const where = { accountId: found.row.accountId, providerId: found.row.providerId, clientId: client.clientId };
  const listed = useClientMembers(where).listed.value;
  return (
    <div class="client">
      <ClientHead client={client} found={found} part={part} members={listed?.length ?? found.row.client.used} />
      {part === 'members' && <ClientMembers {...where} />}
      {part === 'events' && <ClientEvents {...where} />}
      {part === 'seats' && <ClientSeats client={client} found={found} />}
      <SeatToast seats={client.seats} />
    </div>
  );
}
