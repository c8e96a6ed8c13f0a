import fc from 'fast-check';
import { useTestDatabase } from '../../../../support/database.ts';
import { addDefaultRate, addLender, type Lender } from '../book.ts';
import { metric } from '../metric.ts';
import { addBook, anyBook } from '../random-book.ts';

/** A loses nothing as nobody defaults, CC as all is recovered; B and D lose the same share. Of BB there is no rate. */
const TABLE: [string, string, string, string][] = [
  ['A', '0', '0.5', '0.5'],
  ['BBB', '0.01', '0.45', '1'],
  ['B', '0.5', '0.4', '1.2'],
  ['CC', '0.3', '1', '1.5'],
  ['D', '1', '0.7', '1.5'],
];

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  for (const line of TABLE) await addDefaultRate(db, lender, line);
});

/** Few grades and few amounts: more loans of a grade than are asked for, and ties everywhere. */
const anyCrowd = (grades: readonly (string | null)[]) =>
  fc
    .tuple(fc.array(anyBook, { minLength: 3, maxLength: 3 }), fc.infiniteStream(fc.nat(9)))
    .map(([books, draws]) =>
      books.flat().map((loan) => ({
        ...loan,
        credit_rating: grades[draws.next().value % grades.length] as typeof loan.credit_rating,
        amount: draws.next().value % 3 === 0 ? loan.amount : '100.00',
      })),
    );
const anyGrades = fc.constantFrom(
  ['BBB', 'B', 'D', 'BB', null],
  ['B'],
  ['A', 'CC', 'A', 'CC', 'BBB'],
  ['A', 'CC', null],
);

const EVERY_LOAN = { amountFrom: '0' };

test(
  'the riskiest loans of the grades are the riskiest of all, in their order',
  () =>
    fc.assert(
      fc.asyncProperty(
        anyGrades.chain(anyCrowd),
        anyBook,
        fc.constantFrom(1, 3, 10),
        async (crowd, few, top) => {
          const keys = [await addBook(db, lender, crowd), await addBook(db, lender, few)];
          const fields = `defaultRisk(top: ${top}) { topRiskyLoans { loanId exposure creditRating expectedLoss loan { id } } }`;
          for (const portfolios of [keys.slice(0, 1), keys]) {
            const all = await metric(db, lender, portfolios, fields, { filter: EVERY_LOAN });
            expect(await metric(db, lender, portfolios, fields)).toEqual(all);
          }
        },
      ),
      { numRuns: 40 },
    ),
  120_000,
);
