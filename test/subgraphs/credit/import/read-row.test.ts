import { RATING_FIELDS } from '../../../../src/subgraphs/credit/import/rating-format.ts';
import { readRow } from '../../../../src/subgraphs/credit/import/read-row.ts';

const read = (loan_id: string, snapshot_date: string, credit_rating: string) =>
  readRow(RATING_FIELDS, { row: 1, cells: { loan_id, snapshot_date, credit_rating } });

test.each([
  ['bbb-', 'BBB-'],
  [' nr ', 'NR'],
  ['D', 'D'],
])('the rating %j is %s', (text, creditRating) => {
  expect(read(' L1 ', '2024-02-29', text)).toEqual({
    values: ['L1', '2024-02-29', creditRating],
    faults: [],
  });
});

test('all that is wrong, each with its column', () => {
  const { values, faults } = read('x'.repeat(51), '2023-02-29', '');
  expect(values).toEqual([null, null, null]);
  expect(faults.map(({ column, code }) => `${column} ${code}`)).toEqual([
    'loan_id TOO_LONG',
    'snapshot_date INVALID_DATE',
    'credit_rating REQUIRED',
  ]);
});

test('what is right is kept beside what is wrong', () => {
  expect(read('L1', '2023-02-29', 'A').values).toEqual(['L1', null, 'A']);
});

test('a row without cells is wrong as a whole', () => {
  const complaint = { code: 'WRONG_COLUMN_COUNT', message: 'one cell too many' } as const;
  expect(readRow(RATING_FIELDS, { row: 1, complaint })).toEqual({
    values: [null, null, null],
    faults: [{ column: null, ...complaint }],
  });
});

test.each([
  ['1899-12-31', 'OUT_OF_RANGE'],
  ['2201-01-01', 'OUT_OF_RANGE'],
])('no snapshot on %s', (day, code) => expect(read('L1', day, 'A').faults[0]?.code).toBe(code));

test('a rating of another agency is named', () => {
  expect(read('L1', '2024-01-01', 'Baa1').faults).toEqual([
    {
      column: 'credit_rating',
      code: 'UNKNOWN_RATING',
      message: '"Baa1" is not a rating: AAA, AA+ … C, D, or NR for a withdrawn one',
    },
  ]);
});
