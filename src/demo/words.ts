// What invented companies are called, do and live. The stems are no words, so that no real company is meant.

export const STEM_STARTS = [
  ...['Aver', 'Bexl', 'Bran', 'Cael', 'Carv', 'Corv', 'Dalm', 'Dorn', 'Dray', 'Eld', 'Elv', 'Farn', 'Fenn'],
  ...['Galv', 'Glan', 'Gril', 'Harr', 'Hax', 'Ilm', 'Ivar', 'Jarn', 'Jor', 'Kald', 'Kest', 'Kirn', 'Lorn'],
  ...['Lunt', 'Marl', 'Morv', 'Narl', 'Nev', 'Orl', 'Ost', 'Pell', 'Pern', 'Quil', 'Ral', 'Rost', 'Sarn'],
  ...['Selv', 'Skar', 'Tald', 'Thel', 'Tor', 'Ulm', 'Urs', 'Varn', 'Vel', 'Vost', 'Wenl', 'Wex', 'Yarl'],
  ...['Yel', 'Zarn', 'Zell', 'Zol'],
] as const;

export const STEM_ENDS = [
  ...['mere', 'wick', 'stone', 'holm', 'crest', 'dale', 'vale', 'mark', 'brook', 'haven', 'field', 'moor'],
  ...['rick', 'ander', 'ova', 'stad', 'borne', 'thorpe', 'ley', 'gate', 'ford', 'wald', 'combe', 'ridge'],
] as const;

export interface Sector {
  name: string;
  /** What its companies carry in their names. */
  nouns: readonly string[];
}

export const SECTORS: readonly Sector[] = [
  { name: 'Manufacturing', nouns: ['Engineering', 'Components', 'Castings', 'Precision', 'Industries'] },
  { name: 'Real Estate', nouns: ['Properties', 'Estates', 'Developments', 'Land'] },
  { name: 'Healthcare', nouns: ['Care', 'Diagnostics', 'Medical', 'Clinics'] },
  { name: 'Technology', nouns: ['Systems', 'Software', 'Data', 'Digital'] },
  { name: 'Retail', nouns: ['Stores', 'Outfitters', 'Home', 'Retail'] },
  { name: 'Energy', nouns: ['Energy', 'Power', 'Renewables', 'Utilities'] },
  { name: 'Construction', nouns: ['Construction', 'Building', 'Civil Works', 'Contractors'] },
  { name: 'Transport & Logistics', nouns: ['Logistics', 'Freight', 'Haulage', 'Shipping'] },
  { name: 'Agriculture', nouns: ['Farms', 'Growers', 'Agri', 'Seeds'] },
  { name: 'Hospitality & Leisure', nouns: ['Hotels', 'Leisure', 'Inns', 'Resorts'] },
  { name: 'Food & Beverage', nouns: ['Foods', 'Brewing', 'Bakeries', 'Dairies'] },
  { name: 'Business Services', nouns: ['Consulting', 'Services', 'Staffing', 'Facilities'] },
];

export interface Country {
  name: string;
  legalForms: readonly string[];
}

/** With how many of a hundred borrowers are at home there. */
export const COUNTRIES: readonly (readonly [Country, number])[] = [
  [{ name: 'United Kingdom', legalForms: ['Ltd', 'Ltd', 'plc', 'LLP'] }, 46],
  [{ name: 'Germany', legalForms: ['GmbH', 'AG', 'GmbH & Co. KG'] }, 10],
  [{ name: 'France', legalForms: ['SAS', 'SA'] }, 8],
  [{ name: 'Ireland', legalForms: ['Ltd', 'DAC'] }, 7],
  [{ name: 'Netherlands', legalForms: ['BV', 'NV'] }, 6],
  [{ name: 'United States', legalForms: ['Inc.', 'LLC'] }, 6],
  [{ name: 'Spain', legalForms: ['SL', 'SA'] }, 4],
  [{ name: 'Italy', legalForms: ['SpA', 'Srl'] }, 4],
  [{ name: 'Sweden', legalForms: ['AB'] }, 3],
  [{ name: 'Denmark', legalForms: ['A/S', 'ApS'] }, 2],
  [{ name: 'Poland', legalForms: ['Sp. z o.o.', 'SA'] }, 2],
  [{ name: 'Switzerland', legalForms: ['AG'] }, 2],
];
