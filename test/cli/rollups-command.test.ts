import { jest } from '@jest/globals';
import { rollupsCommand } from '../../src/cli/rollups-command.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';

const database = useTestDatabase();
beforeAll(async () => {
  process.env.DATABASE_URL = database.url;
  const { a } = await seedIdentity(database);
  await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2);
});
afterAll(() => {
  delete process.env.DATABASE_URL;
});
// Other test files share this process.
beforeEach(() => {
  process.exitCode = undefined;
});
afterEach(() => {
  process.exitCode = undefined;
});

/** What the command prints, and the exit code of the process. */
async function run(word: string): Promise<[text: string, exitCode: unknown]> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await rollupsCommand.parseAsync([word], { from: 'user' });
    return [log.mock.calls.flat().join('\n'), process.exitCode];
  } finally {
    log.mockRestore();
  }
}

test('rollups that were altered are named, and right again when they are rebuilt', async () => {
  expect(await run('verify')).toEqual(['Every rollup agrees with its rows.', undefined]);
  await database.query(
    `update loan_rollups set loan_count = loan_count + 1
     where dimension = 'SECTOR' and portfolio_id = (select min(id) from portfolios)`,
  );
  const [{ id }] = (await database.query('select min(id)::text as id from portfolios')) as [{ id: string }];
  expect(await run('verify')).toEqual([`Portfolio ${id} (Portfolio 0001): 2 sums differ from its loans.`, 1]);
  process.exitCode = undefined;
  expect(await run('rebuild')).toEqual(['Rebuilt for 2 portfolios.', undefined]);
  expect(await run('verify')).toEqual(['Every rollup agrees with its rows.', undefined]);
});
