import fc from 'fast-check';
import { isObjectType } from 'graphql';
import { Decimal } from '../../../../../src/platform/decimal.ts';
import {
  inUnit,
  type LineageUnitName,
} from '../../../../../src/subgraphs/credit/analytics/lineage/lineage-unit.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { schema as credit } from '../../ask.ts';
import { analyticsSchema } from '../ask.ts';
import { addLender, type Lender } from '../book.ts';
import { metric } from '../metric.ts';
import { addBook, anyBook } from '../random-book.ts';
import { addTable, TABLE } from '../scenario/scenario-book.ts';
import { allFigures, type Explained, explained, explanationsIn } from './every-figure.ts';

const db = useTestDatabase();
const schema = await analyticsSchema();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTable(db, lender, [...TABLE, ['AA', '0', '0.5', '0.2'], ['CC', '0.3', '1', '1.5']]);
});

/** Every figure that the schema names, as `DefaultRisk.expectedLoss`. */
const ALL = allFigures(schema);

const of = (type: string) => explained(schema, type);
const EVERYTHING = [
  `summary { ${of('PortfolioSummary')} }`,
  `defaultRisk { ${of('DefaultRisk')} } asD: defaultRisk(defaultedAsD: true) { ${of('DefaultRisk')} }`,
  `concentration { ${of('Concentration')} }`,
  `covenants { ${of('CovenantCompliance')} }
   strict: covenants(thresholds: { maxDebtToEquity: "1.5", maxLeverage: "-1" }) { ${of('CovenantCompliance')} }`,
  `ratingMigration { ${of('RatingMigration')} }
   carried: ratingMigration(carryForward: true, from: "2026-01-01") { ${of('RatingMigration')} }`,
  `maturity { ${of('MaturityProfile')} pastMaturity { ${of('MaturityBucket')} }
     ladder { ${of('MaturityBucket')} } quarters { ${of('MaturityBucket')} } }
   cashFlow(months: 5) { ${of('CashFlowMonth')} }`,
  `health { ${of('HealthScore')} }`,
  `breakdown(by: [SECTOR]) { ${of('Breakdown')} groups { ${of('BreakdownGroup')} } }
   classes: breakdown(by: [RATING_CLASS, COUNTRY, MATURITY_BUCKET, PORTFOLIO]) { groups { ${of('BreakdownGroup')} } }`,
  `distribution(of: AMOUNT, buckets: 4) { ${of('HistogramBucket')} }
   months: distribution(of: MONTHS_TO_MATURITY, buckets: 3) { ${of('HistogramBucket')} }`,
].join(' ');

/** Three snapshots of each loan, one of them left out here and there. */
const addSnapshots = (key: string) =>
  db.query(
    `insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
     select tenant_id, id, day::date, ((array['A','BBB-','BB+','B','D','NR'])[1 + abs(hashtext(id || '.' || n)) % 6])::credit_rating
     from loans cross join unnest(array['2025-12-31','2026-01-31','2026-02-28']) with ordinality d(day, n)
     where portfolio_id = ? and abs(hashtext(n || '.' || id)) % 5 > 0`,
    [key],
  );

const anyFilter = fc.constantFrom(
  null,
  null,
  { sector: ['Energy', 'Retail'] },
  { unrated: false },
  { search: 'ac' },
);
const added = { loanId: 'NEW', borrower: 'Acme', amount: '1234.56', rate: '3.3333', sector: 'Retail' };
const anyScenario = fc.constantFrom(
  null,
  null,
  [{ notchDown: { notches: 2 } }, { pdMultiplier: { factor: '1.73' } }, { recovery: { rate: '0.333' } }],
  [{ defaultShare: { share: '0.2' } }, { rateShift: { basisPoints: '12.5' } }],
  [{ addLoan: { ...added, maturityDate: '2026-05-05', creditRating: 'B', status: 'PERFORMING' } }],
);
const anyDay = fc.constantFrom(null, '1999-12-31', '2026-02-28', '2030-11-30');

/** Whether the graph has such a field: `Loan.amount`. */
function isCoordinate(input: string): boolean {
  const [name = '', field = ''] = input.split('.');
  const type = credit.getType(name);
  return isObjectType(type) && field in type.getFields();
}

/** A fraction comes as a float, which was rounded once already: it may fall to the other side of a half. */
function isSame(
  total: string | null,
  number: string | number | null,
  places: (value: string | number) => string,
  lastPlace: string,
): boolean {
  if (total === null || number === null) return total === number;
  if (typeof number === 'string') return total === places(number);
  return new Decimal(total).minus(number).abs().lte(lastPlace);
}

/** What is wrong with an explanation, in words; the last digit counts. */
function faultsOf({ type, number, lineage }: Explained): string[] {
  const { total, unit, rowCount, contributors, inputs } = lineage;
  const places = (value: string | number) => inUnit(new Decimal(value), unit as LineageUnitName);
  const faults: string[] = [];
  if (number === undefined && type !== 'Breakdown') faults.push('there is no such number');
  const lastPlace = places('0').replace(/0$/, '1');
  if (number !== undefined && !isSame(total, number, places, lastPlace)) {
    faults.push(`the total is ${total}, the number ${number}`);
  }
  if (contributors.length !== Math.min(rowCount, 100))
    faults.push(`${contributors.length} of ${rowCount} loans`);
  if (inputs.length === 0) faults.push('of no input');
  faults.push(...inputs.filter((input) => !isCoordinate(input)).map((input) => `there is no ${input}`));
  const last = contributors.at(-1);
  if (total !== null && last && last.runningTotal !== total)
    faults.push(`${last.runningTotal} is not ${total}`);
  const amounts = contributors.map(({ amount }) => new Decimal(amount));
  const rounding = new Decimal(lastPlace).times(rowCount);
  if (
    total !== null &&
    amounts.length > 0 &&
    Decimal.sum(...amounts)
      .minus(total)
      .abs()
      .gt(rounding)
  ) {
    faults.push(`amounts sum to ${Decimal.sum(...amounts)}, not ${total}`);
  }
  const ordered = amounts.every((amount, place) => place === 0 || amount.lte(amounts[place - 1]!));
  const reversed = amounts.every((amount, place) => place === 0 || amount.gte(amounts[place - 1]!));
  if (!ordered && !reversed) faults.push(`not in order: ${amounts}`);
  return faults;
}

test('the loans of every figure add up to its number, to the last digit', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      anyBook,
      anyBook,
      anyFilter,
      anyScenario,
      anyDay,
      async (one, other, filter, scenario, asOf) => {
        const keys = [await addBook(db, lender, one), await addBook(db, lender, other)];
        for (const key of keys) await addSnapshots(key);
        for (const scope of [keys, keys.slice(0, 1)]) {
          const args = { filter, scenario, ...(asOf ? { asOf } : {}) };
          const { numbers, errors } = await metric(db, lender, scope, EVERYTHING, args);
          expect(errors).toEqual([]);
          const found = explanationsIn(numbers);
          const faults = found.flatMap((explanation) =>
            faultsOf(explanation).map(
              (fault) => `${explanation.type}.${explanation.lineage.figure}: ${fault}`,
            ),
          );
          expect(faults).toEqual([]);
          for (const { type, lineage } of found)
            if (lineage.rowCount > 0) met.add(`${type}.${lineage.figure}`);
        }
      },
    ),
    // A round takes seconds: the seed that is told is worth more than a smaller book.
    { numRuns: 15, endOnFailure: true },
  );
  expect([...met].sort()).toEqual(ALL.sort());
}, 300_000);
