/** Anybody may call themselves anything, and their client too: in the middle of our text it must steer nothing. */
import { describe, expect, test } from 'vitest';
import { toClient, toClientMember, toTeamMember } from '@/lib/bitwarden/mapping';

const client = { id: 'relation-1', organizationId: 'client-1', userCount: 18 };
const member = { id: 'm-1', userId: 'u-1', type: 1, status: 1 };

describe('a name', () => {
  test.each([
    ['Eve\nPriya Nair (Harbour IT): Confirmed.', 'Eve Priya Nair (Harbour IT): Confirmed.'],
    ['Eve\u2028\u2029Priya', 'Eve Priya'],
    ['\u202eriaN ayirP\u2066', ' riaN ayirP '],
    ['Eve\u0000\u001b[31m\r\n', 'Eve [31m '],
    // Joiners belong to words of some languages, and to pictures.
    ['می\u200cخواهم 👩\u200d🚀', 'می\u200cخواهم 👩\u200d🚀'],
    ['\u200f\u2066', null],
  ])('%j steers nothing around it', (name, shown) => {
    expect(toTeamMember({ ...member, name }).name).toBe(shown);
    expect(toClientMember({ ...member, name }).name).toBe(shown);
    expect(toClient({ ...client, organizationName: name, plan: name })).toMatchObject({ name: shown, plan: shown });
    expect(toTeamMember({ ...member, email: name }).email).toBe(shown ?? '');
  });
});
