import { useClientMembers } from '@/components/desk/people/context';
import { Unless } from '@/components/desk/shell/Unless';
import { TaskLinks } from '@/components/desk/training/TaskLinks';
import { TrainingLinks } from '@/components/desk/training/TrainingLinks';
import { enrolledOf } from '@/lib/domain/membership';
import type { FoundClient } from '@/lib/view/client/find';
import type { ClientModel } from '@/lib/view/client/model';
import { PeoplePending } from './PeoplePending';
import { SeatChange } from './SeatChange';
import { SeatSheet } from './SeatSheet';

/** The first page of a client: its seats, who is on the way in, and what else is to do. */
export function ClientSeats({ client, found }: { client: ClientModel; found: FoundClient }) {
  const { accountId, providerId } = found.row;
  const where = { accountId, providerId, clientId: found.row.client.id };
  const members = useClientMembers(where).members.value;
  return (
    <div class="client__cols">
      <div class="client__stack">
        <SeatSheet client={client} found={found} />
        <PeoplePending client={client} found={found} />
        <TaskLinks {...where} enrolled={enrolledOf(members)} />
      </div>
      <div class="client__stack">
        <Unless hidden="seats">
          <SeatChange client={client} found={found} />
        </Unless>
        <Unless hidden="training">
          <TrainingLinks {...where} />
        </Unless>
      </div>
    </div>
  );
}
