import { rollupsCommand } from '../../src/cli/rollups-command.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';
import { runCommand } from '../support/run-command.ts';

const database = useTestDatabase();
beforeAll(async () => {
  process.env.DATABASE_URL = database.url;
  const { a } = await seedIdentity(database);
  await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2);
});
afterAll(() => {
  delete process.env.DATABASE_URL;
});

const run = (word: string) => runCommand(rollupsCommand, word);
const AGREES = { text: 'Every rollup agrees with its rows.\n', exitCode: undefined };

test('rollups that were altered are named, and right again when they are rebuilt', async () => {
  expect(await run('verify')).toEqual(AGREES);
  await database.query(
    `update loan_rollups set loan_count = loan_count + 1
     where dimension = 'SECTOR' and portfolio_id = (select min(id) from portfolios)`,
  );
  const [{ id }] = (await database.query('select min(id)::text as id from portfolios')) as [{ id: string }];
  expect(await run('verify')).toEqual({
    text: `Portfolio ${id} (Portfolio 0001): 2 sums differ from its loans.\n`,
    exitCode: 1,
  });
  expect(await run('rebuild')).toMatchObject({ text: 'Rebuilt for 2 portfolios.\n', exitCode: undefined });
  expect(await run('verify')).toEqual(AGREES);
});
