import { entities } from '../../../../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../../../../src/platform/database/connect.ts';
import { keepResults } from '../../../../../src/platform/results/results-of-database.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { type TestDatabase, useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addDefaultRate, addLender, addPortfolio, type Lender } from '../book.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'many');
  await addDefaultRate(db, lender, ['B', '0.05', '0.4', '1.5']);
  for (let n = 0; n < 50; n++) {
    await addPortfolio(db, lender, [
      { credit_rating: 'B' },
      { sector: 'Energy', maturity_date: '2026-05-05' },
    ]);
  }
});

/** How many statements fields of analytics take, over so many portfolios. */
async function costOf(fields: string, first = 50): Promise<number> {
  const statements = await statementsDuring(db.orm, async () => {
    const source = `{ portfolios(first: ${first}) { nodes { analytics { ${fields} } } } }`;
    const { data, errors } = await ask(db, lender, source);
    expect(errors).toEqual([]);
    expect(data.portfolios.nodes).toHaveLength(first);
  });
  return statements.length;
}

const LOANS = 'total rowCount contributors { loanId amount } three: contributors(first: 3) { share }';

test.each([
  ['summary { totalLoans', 'lineage', '}'],
  ['maturity { weightedAverageMonths ladder { exposure', 'lineage', '} }'],
  ['cashFlow(months: 3) { total', 'lineage', '}'],
  ['breakdown(by: [SECTOR]) { groups { exposure', 'lineage', '} }'],
  ['distribution(of: AMOUNT) { exposure', 'lineage', '}'],
])('%s %s: one statement more, for 2 portfolios or 50, and for all of its parts', async (before, field, after) => {
  const without = await costOf(before + after);
  expect(
    await costOf(
      `${before} ${field} { figure formula source unit inputs asOf parameters { name } } ${after}`,
    ),
  ).toBe(without);
  expect(await costOf(`${before} ${field} { ${LOANS} } ${after}`, 2)).toBe(without + 1);
  expect(await costOf(`${before} ${field} { ${LOANS} } ${after}`)).toBe(without + 1);
  expect(await costOf(`${before} ${field} { ${LOANS} contributors { loan { loanId } } } ${after}`)).toBe(
    without + 2,
  );
});

test('the lineage alone, without a number beside it, reads no counts of covenants', async () => {
  expect(await costOf('covenants { lineage { rowCount } }')).toBe(2);
});

test('capital is reckoned of cells that the number needs, too', async () => {
  expect(await costOf('defaultRisk { unexpectedLoss lineage(of: UNEXPECTED_LOSS) { total } }')).toBe(3);
});

test('what was traced once is not read again while the data stay the same', async () => {
  const orm = await connectDatabase(db.url, entities);
  const results = await keepResults(orm, undefined);
  const source = `{ portfolios(first: 2) { nodes { analytics {
    breakdown(by: [SECTOR]) { groups { lineage { ${LOANS} } } } } } } }`;
  const readBy = () =>
    statementsDuring(orm, async () => {
      expect((await ask({ ...db, orm } as TestDatabase, lender, source)).errors).toEqual([]);
    });
  const first = await readBy();
  expect(first.filter((text) => text.includes('entered'))).toHaveLength(1);
  // The portfolios, and the version of their data.
  expect(await readBy()).toHaveLength(2);
  results.close();
  await orm.close();
});
