/** Names as real life has them. All invented. */

/** The clients of the story, in the order of the design's tables: plan number, assigned, used. */
export const storyClients: readonly (readonly [name: string, planType: number, seats: number | null, used: number])[] =
  [
    ['Tideway Marine Supplies', 17, 20, 20],
    ['Verhoeven & Zonen Installatietechniek B.V.', 19, 50, 48],
    ['Brightwater Dental Group', 19, 60, 52],
    ['Coöperatie Noorderlicht U.A.', 19, 120, 97],
    ['Alder & Finch Solicitors', 19, 24, 19],
    ['Bakkerij De Korenaar', 17, 8, 5],
    ['Castellan Property Management', 17, 35, 28],
    ['Dunmore Veterinary Practice', 17, 14, 9],
    ['Eastgate Primary School', 17, 45, 38],
    ['Fjord Logistics', 19, 210, 188],
    ['Gable Architects', 17, 18, 11],
    ['Hollis Freight', 17, 30, 21],
    ['Iris Opticians', 17, 16, 10],
    ['Juniper Accountants', 19, 40, 33],
    ['Kestrel Engineering', 19, 85, 71],
    ['Lindqvist Timber', 17, 22, 15],
    ['Meadow Lane Surgery', 19, 28, 24],
    ['Norcross Insurance Brokers', 19, 55, 41],
    ['Ormerod & Daughters', 17, 12, 7],
    ['Petrichor Garden Design', 17, 9, 4],
    ['Quayside Notaries', 20, 26, 18],
    ['Rowan Street Nursery', 17, 15, 10],
    ['Stonecrop Brewing Co.', 18, 19, 12],
    ['Thornfield Community Trust', 17, null, 31],
    ['Umbra Lighting', 17, 24, 16],
    ['مكتبة النيل للنشر', 19, 32, 21],
    ['Willow & Wren "Florists"', 17, 11, 6],
    ['Yarrow <Digital>', 17, 21, 13],
    ['Zephyr Cycle Works 🚲', 17, 13, 8],
  ];

/** Names that try a table: very long, right to left, emoji, looking like HTML, short, in other scripts. */
export const hardNames: readonly string[] = [
  'Gemeinschaftspraxis für Kieferorthopädie und Zahnmedizin am Alten Marktplatz Wittenberge',
  'חברת אופק לייעוץ ולניהול בע״מ',
  'Bäckerei 🥨 Sonnenschein',
  '<b>Bold</b> & Sons <script>alert(1)</script>',
  `O'Hara "Quality" Roofing`,
  'AT&T-like &amp; Associates',
  '株式会社みなと設計',
  'Ng',
  'Ateliér Čtyři – zámečnictví',
  'شركة الأفق للمقاولات العامة',
  'Ångström Väst AB',
  '👩‍🔧 Fix-It Felicity',
];

export const firstWords = [
  'Amber', 'Birch', 'Cedar', 'Dover', 'Elm', 'Falcon', 'Granite', 'Harvest', 'Ivory', 'Jasper', 'Keystone', 'Larch',
  'Maple', 'North', 'Orchard', 'Pioneer', 'Quarry', 'River', 'Sable', 'Tamarind', 'Upland', 'Valley', 'Westerly',
  'Yellowstone', 'Zenith', 'Bristow', 'Cambrian', 'Delft', 'Eemland', 'Fabriek Oost',
] as const; // biome-ignore format: a list of words reads better in lines

export const secondWords = [
  'Accountants',
  'Advisory',
  'Bakeries',
  'Builders',
  'Clinics',
  'Couriers',
  'Dairy',
  'Engineering',
  'Estates',
  'Foods',
  'Freight',
  'Glass',
  'Hospice',
  'Imports',
  'Joinery',
  'Legal',
  'Logistics',
  'Marine',
  'Metaalbewerking',
  'Notaries',
  'Opticians',
  'Plumbing',
  'Schools',
  'Software',
  'Textiles',
  'Travel',
  'Veterinary',
  'Water Testing',
] as const;

export const givenNames = [
  'Aoife',
  'Bram',
  'Chidi',
  'Dev',
  'Emeka',
  'Freya',
  'Giulia',
  'Hannah',
  'Ines',
  'Jonas',
  'Kaoru',
  'Luca',
  'Marek',
  'Nina',
  'Oskar',
  'Paulina',
  'Quirijn',
  'Rania',
  'Søren',
  'Tomasz',
  'Ursula',
  'Viktor',
  'Wanjiru',
  'Xiadani',
  'Yusuf',
  'Zofia',
  'Þóra',
  'Mai Anh',
] as const;

export const familyNames = [
  'Adeyemi',
  'Brennan',
  'Castellanos',
  'Demir',
  'Eze',
  'Fischer',
  'Grünwald',
  'Haddad',
  'Ivanova',
  'Jansen',
  'Kowalczyk',
  'Lindqvist',
  'Moretti',
  'Novák',
  "O'Connell",
  'Patel',
  'Quispe',
  'Roth',
  'Solberg',
  'Tanaka',
  'Ueda',
  'van den Heuvel',
  'Whitcombe-Featherstonehaugh',
  'Zielinski',
] as const;

/** Where people of a company get their mail: plain letters of its name, or a number when it has none. */
export function mailDomain(name: string, place: number): string {
  const letters = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');
  return `${letters === '' ? `client-${place}` : letters}.example`;
}
