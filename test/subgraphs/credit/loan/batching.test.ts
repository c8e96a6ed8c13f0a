import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask } from '../ask.ts';
import { addDefaultRates, addLoans, addPortfolio, addSnapshot } from '../books.ts';

const database = useTestDatabase();
let tenant: TenantFixture;

const PAGE = `query ($first: Int!) {
  portfolios(first: $first) {
    nodes {
      name owner { id } loanCount totalExposure averageRating
      loans(first: 2) { nodes { loanId ratingHistory { creditRating } expectedLoss portfolio { name } } }
      borrowers(first: 2) { nodes { name portfolio { name } loans(first: 1) { nodes { loanId } } } }
      loan(loanId: "L-001") { borrower }
      borrower(name: "Beta") { exposure }
    }
  }
}`;

beforeAll(async () => {
  tenant = (await seedIdentity(database)).a;
  await addDefaultRates(database, tenant.tenantId, [['BBB', '0.01', '0.4', '1']]);
  for (let index = 0; index < 50; index++) {
    const portfolio = await addPortfolio(database, tenant.viewers.ADMIN, { name: `Book ${index + 100}` });
    const loans = await addLoans(database, portfolio, [
      { borrower: 'Acme', credit_rating: 'BBB' },
      { borrower: 'Beta', amount: index + 1 },
      { borrower: 'Acme' },
    ]);
    await addSnapshot(database, loans[0]!, '2026-01-01', 'BBB');
  }
});

const readPage = async (first: number) => {
  const context = contextFor(database, tenant.viewers.ADMIN);
  let nodes: { loanCount: number; borrower: { exposure: string } }[] = [];
  const statements = await statementsDuring(database.orm, async () => {
    nodes = (await ask(context, PAGE, { first })).portfolios.nodes;
  });
  return { nodes, statements };
};

test('a page of 50 portfolios takes as many statements as a page of 2', async () => {
  const small = await readPage(2);
  const large = await readPage(50);
  expect(small.nodes).toHaveLength(2);
  expect(large.nodes).toHaveLength(50);
  expect(large.statements).toHaveLength(small.statements.length);
  expect(small.statements.length).toBeLessThanOrEqual(12);
});

test('and every portfolio gets its own answer', async () => {
  const { nodes } = await readPage(50);
  expect(nodes.map(({ borrower }) => borrower.exposure)).toEqual(nodes.map((_, index) => `${index + 1}.00`));
  expect(nodes.every(({ loanCount }) => loanCount === 3)).toBe(true);
});

test('what is not asked for is not read', async () => {
  const ofOwnFields = await statementsDuring(database.orm, () =>
    ask(contextFor(database, tenant.viewers.ADMIN), '{ portfolios { nodes { name version } } }'),
  );
  expect(ofOwnFields).toHaveLength(1);
  const ofCount = await statementsDuring(database.orm, () =>
    ask(contextFor(database, tenant.viewers.ADMIN), '{ portfolios { totalCount } }'),
  );
  expect(ofCount).toHaveLength(1);
  const ofNothing = await statementsDuring(database.orm, () =>
    ask(contextFor(database, tenant.viewers.ADMIN), '{ portfolios { __typename } }'),
  );
  expect(ofNothing).toHaveLength(0);
});
