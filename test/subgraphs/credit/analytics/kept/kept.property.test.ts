import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { entities } from '../../../../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../../../../src/platform/database/connect.ts';
import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import type { KeptResults } from '../../../../../src/platform/results/kept-results.ts';
import { keepResults } from '../../../../../src/platform/results/results-of-database.ts';
import { type TestDatabase, useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addLender, type Lender } from '../book.ts';
import { addBook, anyBook } from '../random-book.ts';
import { addTable, TABLE } from '../scenario/scenario-book.ts';
import { EVERY_NUMBER, FRAGMENTS } from './every-number.ts';

const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const db = useTestDatabase();
let lender: Lender;
/** Two processes that keep results, one of them alone and the other sharing them in Redis with a third. */
let alone: MikroORM;
let sharing: MikroORM[];
let opened: KeptResults[];

beforeAll(async () => {
  lender = await addLender(db, `north ${randomUUID()}`);
  await addTable(db, lender, [...TABLE, ['AA', '0', '0.5', '0.2'], ['CC', '0.3', '1', '1.5']]);
  const connect = () => connectDatabase(db.url, entities);
  alone = await connect();
  sharing = [await connect(), await connect()];
  opened = [await keepResults(alone, undefined)];
  for (const orm of sharing) opened.push(await keepResults(orm, REDIS));
});
afterAll(async () => {
  for (const results of opened) await results.close();
  for (const orm of [alone, ...sharing]) await orm.close();
});

const SOURCE = `
  query ($ids: [ID!], $id: ID!, $asOf: Date, $filter: LoanFilter, $scenario: [ShockInput!]) {
    together: analytics(portfolioIds: $ids, asOf: $asOf, filter: $filter, scenario: $scenario) { ${EVERY_NUMBER} }
    portfolio(id: $id) { analytics(asOf: $asOf, filter: $filter, scenario: $scenario) { ${EVERY_NUMBER} } }
  } ${FRAGMENTS}`;

/** Of the same amounts, and so of the same expected loss in a grade. */
const anyBookWithTies = anyBook.map((loans) =>
  loans.map((loan, place) => (place % 3 === 0 ? loan : { ...loan, amount: '100.00' })),
);

const anyFilter = fc.constantFrom(
  null,
  null,
  {},
  { sector: ['Energy', 'Retail'] },
  { not: { status: ['DEFAULTED'] } },
  { or: [{ unrated: true }, { rateFrom: '40' }] },
  { inBreach: true },
  { search: 'ac' },
);
const anyScenario = fc.constantFrom(
  null,
  null,
  [],
  [{ notchDown: { notches: 2 } }],
  [
    { rateShift: { basisPoints: '125', filter: { sector: ['Energy'] } } },
    { pdMultiplier: { factor: '1.7' } },
  ],
  [{ defaultShare: { share: '0.2' } }],
);
const anyDay = fc.constantFrom(null, '1999-12-31', '2026-02-28', '2026-06-01', '2030-11-30');

/** What all loans pass, and no rollup knows. */
const EVERY_LOAN = { amountFrom: '0' };

test('rollups, kept results and shared ones say what the loans say, to the last digit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(anyBook, anyBookWithTies),
      anyFilter,
      anyScenario,
      anyDay,
      async (books, filter, scenario, asOf) => {
        const keys = [await addBook(db, lender, books[0]), await addBook(db, lender, books[1])];
        const ids = keys.map((key) => toGlobalId('Portfolio', key));
        const askOn = async (orm: MikroORM, only: object | null) => {
          const variables = { ids, id: ids[0], asOf, filter: only, scenario };
          const { data, errors } = await ask({ ...db, orm } as TestDatabase, lender, SOURCE, variables);
          expect(errors).toEqual([]);
          return data;
        };
        const direct = await askOn(db.orm, filter ? { and: [filter, EVERY_LOAN] } : EVERY_LOAN);
        expect(await askOn(db.orm, filter)).toEqual(direct);
        for (const orm of [alone, alone, ...sharing]) expect(await askOn(orm, filter)).toEqual(direct);
      },
    ),
    { numRuns: 25 },
  );
  expect(opened.every(({ size }) => size > 0)).toBe(true);
}, 300_000);
