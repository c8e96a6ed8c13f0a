import { csvRows } from '../../../../src/subgraphs/credit/import/csv-rows.ts';
import { CsvText } from '../../../../src/subgraphs/credit/import/csv-text.ts';
import {
  DEFAULT_RATE_COLUMNS,
  readDefaultRates,
} from '../../../../src/subgraphs/credit/import/default-rates.ts';
import { inPieces, issuesOf } from './pieces.ts';

const HEADER = 'credit_rating,default_probability,recovery_rate,risk_weight';
const read = (...lines: string[]) =>
  readDefaultRates(csvRows(new CsvText(inPieces([HEADER, ...lines].join('\n'))), DEFAULT_RATE_COLUMNS));
const refused = (...lines: string[]) => issuesOf(read(...lines));

test('rates in the order of the scale, numbers in their shortest form', async () => {
  expect(await read('D,1.0000,0.10,5.00', 'bbb,0.0040,0.82,0.50', 'AAA,0,1,100')).toEqual([
    { creditRating: 'AAA', defaultProbability: '0', recoveryRate: '1', riskWeight: '100' },
    { creditRating: 'BBB', defaultProbability: '0.004', recoveryRate: '0.82', riskWeight: '0.5' },
    { creditRating: 'D', defaultProbability: '1', recoveryRate: '0.1', riskWeight: '5' },
  ]);
});

test('all complaints of all rows, by row and column', async () => {
  expect(
    await refused(
      'A,0.1,0.5,1',
      'NR,1.1,-0.5,100.1',
      'B,0.1234567,,1',
      'B,0.1,0.2,0.3',
      'a,0.1,50%,1',
      'C,1',
    ),
  ).toEqual([
    'file.2.credit_rating: "NR" is not a rating: AAA, AA+ … C, D',
    'file.2.default_probability: "1.1" is not from 0 to 1',
    'file.2.recovery_rate: "-0.5" is not from 0 to 1',
    'file.2.risk_weight: "100.1" is not from 0 to 100',
    'file.3.default_probability: "0.1234567" has 7 decimals; at most 6 are allowed',
    'file.3.recovery_rate: a value is required',
    'file.4.credit_rating: "B" occurs twice',
    'file.5.recovery_rate: "50%" is not a plain decimal number such as 0.0125',
    'file.5.credit_rating: "A" occurs twice',
    'file.6: the row has 2 cells, the header has 4',
  ]);
});

test('a table without a row is refused', async () => {
  expect(await refused()).toEqual(['file: the file holds no default rate']);
});

test('a file that is some other is not read to its end', async () => {
  expect(await refused(...Array(1001).fill('A,0.1,0.5,1'))).toEqual(['file: too many rows']);
});
