/** Who is in the sample: made-up clients and people of the kind that a provider in the Low Countries would know. */

/** Name, plan (T: Teams, E: Enterprise), seats (none: no limit), and how many of them remain. */
export const clientLines = `Alder & Pine Architects|T|22|7
Bakkerij Smit & Kroon|T|12|4
Brightwater Dental Group|E|60|8
Buurtzorg de Brink|T|25|9
Cedar Row Pharmacy|T|10|4
Copperfield Books|T|10|3
De Linde Accountants|T|18|5
Dijkstra Transport|E|40|10
Foxglove Veterinary Clinic|T|14|3
Gemeentewerken Oosterwold|E|48|15
Harborview Physiotherapy|T|12|5
Het Groene Atelier|T|8|3
Hofstra Tandartsen|T|13|4
Ironbridge Fabrication|E|42|4
Jansen Zonwering|T|5|1
Juniper Home Care|E|55|12
Kestrel Logistics|E|45|6
Kwekerij De Vlinder|T|7|3
Lantern Street Housing|E|36|8
Larkspur Montessori School|T|30|11
Marlow & Finch Recruitment|T|23|6
Meridiaan Notariaat|E|16|1
Molenaar & Partners|T|21|6
Noorderlicht Theater|T|26|8
Oakhurst Legal|E|28|5
Pebble Lane Nursery|T|8|3
Pinecrest Property Care|T|17|4
Rietveld Installatietechniek|E|33|7
Saltmarsh Brewing Co.|T|11|4
Silverline Coaches|T|19|5
Stadshart Apotheek|T|9|3
Stichting Open Oever|E||14
Thistle & Wren Design|T|6|3
Tideway Marine Supplies|T|20|0
Van Dalen Bouw|E|38|9
Verhoeven & Zonen|E|50|2
Visser Visverwerking|T|14|4
Waterland Makelaars|T|15|6
Wexford Insurance Brokers|E|31|5
Zuiderpoort Huisartsen|E|24|5`;

export const plans = { T: 'Teams (Monthly)', E: 'Enterprise (Monthly)' } as const;

export const firstNames =
  'Aisha Bram Carla Daan Eline Femke Gijs Hannah Imran Joris Kim Liam Maud Niels Olivia Pieter Quinten Roos Sander Tess Umar Vera Wout Yara Zoë Amelia Ben Chloe Dylan Emma'.split(
    ' ',
  );
export const lastNames =
  'Bakker|de Boer|Carter|Dekker|Ellis|Fontein|Green|Hendriks|Ibrahim|Jacobs|Kuipers|Lewis|Meijer|Novak|Osborne|Peters|van Rijn|Schouten|Turner|Ubels|Vos|Walker|van der Wal|Young|Zijlstra'.split(
    '|',
  );

/** Somebody who is on the way in, at a client (by the beginning of its name) or in the team. */
export interface Newcomer {
  readonly where: string | null;
  readonly name: string;
  /** Hours since the invitation was sent. */
  readonly invited: number;
  /** Hours since they accepted; left out: they have not. */
  readonly accepted?: number;
}

export const newcomers: readonly Newcomer[] = [
  { where: null, name: 'Priya Nair', invited: 30, accepted: 2 },
  { where: null, name: 'Hugo Brandt', invited: 140 },
  { where: null, name: 'Greta Lind', invited: 26 },
  { where: 'Brightwater', name: 'Tom Okafor', invited: 40, accepted: 16 },
  { where: 'Brightwater', name: 'Eva Roth', invited: 101 },
  { where: 'Kestrel', name: 'Marek Nowak', invited: 50, accepted: 27 },
  { where: 'Verhoeven', name: 'Sanne de Vries', invited: 9, accepted: 3 },
  { where: 'Zuiderpoort', name: 'Fleur Bosman', invited: 20, accepted: 0.7 },
  { where: 'Juniper', name: 'Noah Whitfield', invited: 70 },
  { where: 'Juniper', name: 'Lotte van Beek', invited: 70 },
  { where: 'Oakhurst', name: 'Samuel Price', invited: 131 },
  { where: 'Dijkstra', name: 'Mila Postma', invited: 12 },
];
