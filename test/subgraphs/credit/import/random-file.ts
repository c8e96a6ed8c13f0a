import fc from 'fast-check';

export const REQUIRED = [
  ...['loan_id', 'borrower', 'amount', 'rate', 'sector', 'maturity_date', 'credit_rating', 'status'],
];
export const OPTIONAL = [
  'country',
  'debt_to_equity',
  'interest_coverage',
  'leverage_ratio',
  'borrower_group',
];

const RATIOS = {
  sound: ['', '3.5', '-10000', '10000.0000', '-0', '0.0001'],
  odd: ['10000.0001', '-10000.0001', '1.23456', 'n/a'],
};

/** What the cells of a column may hold: mostly what is right, and what is wrong in every way there is. */
const CELLS: Record<string, { sound: string[]; odd: string[] }> = {
  loan_id: {
    sound: ['L-1', 'L-2', 'L-3', ' L-4', 'L-5 ', 'é"6', 'a,b;c', '\\N', 'x'.repeat(50), '😀'.repeat(50)],
    odd: ['', ' ', 'x'.repeat(51), '😀'.repeat(51), 'L\n7', 'L\t8'],
  },
  borrower: {
    sound: ['Acme', 'Acme, "Sons"', "O'Neil\\", '東京', 'b'.repeat(255), '\u00a0Bolt\ufeff'],
    odd: ['', 'b'.repeat(256), 'a\r\nb', 'a\x7fb', '\x80'],
  },
  amount: {
    sound: ['100', '0.01', '1000000000000', '999999999999.99', '007.10', '1.0'],
    odd: [
      '0',
      '-1',
      '1000000000000.01',
      '1.005',
      '1.000',
      '1e3',
      '.5',
      '1.',
      '+1',
      '1,5',
      '',
      'NaN',
      '0.001',
    ],
  },
  rate: { sound: ['0', '100', '5.25', '-0', '0.0001'], odd: ['100.0001', '-0.0001', '5.12345', '5%', ''] },
  sector: { sound: ['Retail', 's'.repeat(100)], odd: ['', 's'.repeat(101)] },
  maturity_date: {
    sound: ['2030-01-01', '2024-02-29', '1900-01-01', '2200-12-31'],
    odd: ['2023-02-29', '1899-12-31', '2201-01-01', '2030-1-1', '01/01/2030', '2030-13-01', '', '0000-01-01'],
  },
  credit_rating: { sound: ['AAA', 'bbb-', ' CCC+ ', 'NR', 'nr', '', 'D'], odd: ['Baa1', 'AAAA', '-'] },
  status: {
    sound: ['Performing', 'watch list', 'NON-PERFORMING', 'Non_Performing', 'DEFAULTED'],
    odd: ['', 'Fine', 'Watch-ish'],
  },
  country: { sound: ['Chad', "Côte d'Ivoire", ''], odd: ['c'.repeat(101)] },
  debt_to_equity: RATIOS,
  interest_coverage: RATIOS,
  leverage_ratio: RATIOS,
  borrower_group: { sound: ['', 'Group "A"'], odd: ['g'.repeat(256)] },
};

export interface RandomFile {
  header: string[];
  rows: string[][];
  text: string;
}

const anyHeader = fc
  .subarray(OPTIONAL)
  .chain((optional) =>
    fc.shuffledSubarray([...REQUIRED, ...optional], { minLength: REQUIRED.length + optional.length }),
  );

const anyCell = (column: string) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...CELLS[column]!.sound) },
    { weight: 1, arbitrary: fc.constantFrom(...CELLS[column]!.odd) },
  );
const anyRow = (header: string[]) =>
  fc.oneof(
    { weight: 15, arbitrary: fc.tuple(...header.map(anyCell)) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom('L-1', 'x'), { minLength: 2, maxLength: 15 }) },
  );
const anyStyle = fc.record({
  delimiter: fc.constantFrom(',', ';'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  blank: fc.constantFrom('', '', '  '),
  hasLastEnd: fc.boolean(),
  /** Whether a cell is quoted that need not be; the cells take turns. */
  quotes: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
});

/** A file of at most a dozen loans, written in any of the ways in which a file may be written. */
export const anyFile: fc.Arbitrary<RandomFile> = anyHeader
  .chain((header) =>
    fc.record({
      header: fc.constant(header),
      rows: fc.array(anyRow(header), { maxLength: 12, size: 'max' }),
      style: anyStyle,
    }),
  )
  .map(({ header, rows, style }) => ({ header, rows, text: written([header, ...rows], style) }));

type Style = typeof anyStyle extends fc.Arbitrary<infer Of> ? Of : never;

function written(rows: string[][], { delimiter, lineEnd, mark, blank, hasLastEnd, quotes }: Style): string {
  const cell = (text: string, place: number) => {
    const isQuoted = /[",;\r\n]/.test(text) || quotes[place % quotes.length];
    return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((cells) => cells.map(cell).join(delimiter));
  return mark + lines.join(lineEnd + (blank && blank + lineEnd)) + (hasLastEnd ? lineEnd : '');
}
