import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCommand } from '../../src/cli/import-command.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';
import { runCommand } from '../support/run-command.ts';

const HEADER = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status';

describe('riskgraph import', () => {
  const database = useTestDatabase();
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'riskgraph-cli-'));
    const { a } = await seedIdentity(database);
    await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1);
    process.env.DATABASE_URL = database.url;
  });
  afterAll(async () => {
    delete process.env.DATABASE_URL;
    await rm(directory, { recursive: true });
  });

  /** What the command prints. */
  async function run(lines: string[], ...options: string[]): Promise<string> {
    const file = join(directory, 'loans.csv');
    await writeFile(file, lines.join('\n'));
    return (await runCommand(importCommand, 'loans', file, ...options)).text;
  }
  const loanCount = async () => (await database.query('select 1 from loans')).length;
  const manager = ['--as', 'a.portfolio_manager', '--portfolio', 'Portfolio 0001'];

  it('imports on behalf of a user, and shows what is wrong with the other rows', async () => {
    const good = 'X1,Acme,100.00,5,Retail,2030-01-01,BBB,Performing';
    const bad = 'X2,Acme,1e3,5,Retail,2030-02-30,AD+,Performing';
    const shown = await run([HEADER, good, bad], ...manager);
    expect(shown).toContain('Imported: 2 rows, 1 created, 0 updated, 1 failed.');
    for (const word of ['X2', 'amount', 'maturity_date', 'credit_rating', 'UNKNOWN_RATING']) {
      expect(shown).toContain(word);
    }
    expect(await loanCount()).toBe(4);
    const [entry] = await database.query(
      "select user_id::text, action from audit_logs where action = 'IMPORT'",
    );
    expect(entry).toMatchObject({ action: 'IMPORT' });
    // No server may be running that would seal it.
    expect(await database.query('select 1 from audit_queue')).toEqual([]);
  });

  it('writes what is wrong with the rows into a file that is safe to open', async () => {
    const errors = join(directory, 'errors.csv');
    const rows = [
      '=cmd(),Acme,1e3,5,Retail,2030-01-01,BBB,Performing',
      ...Array.from({ length: 1_200 }, (_, at) => `Y${at},Acme,-1,5,Retail,2030-01-01,BBB,Performing`),
    ];
    await run([HEADER, ...rows], ...manager, '--dry-run', '--errors', errors);
    const lines = (await readFile(errors, 'utf8')).split('\r\n');
    expect(lines[0]).toBe('row,loanId,column,code,message');
    expect(lines[1]).toMatch(/^1,'=cmd\(\),amount,NOT_A_DECIMAL,/);
    expect(lines[1_201]).toMatch(/^1201,Y1199,amount,OUT_OF_RANGE,/);
    expect(lines).toHaveLength(1_203);
  });

  it('writes only the header where nothing is wrong, and not what was there before', async () => {
    const errors = join(directory, 'errors.csv');
    await writeFile(errors, 'what another run left');
    await run([HEADER], ...manager, '--dry-run', '--errors', errors);
    expect(await readFile(errors, 'utf8')).toBe('row,loanId,column,code,message\r\n');
  });

  it('changes nothing in a dry run', async () => {
    const shown = await run(
      [HEADER, 'X3,Acme,100.00,5,Retail,2030-01-01,BBB,Performing'],
      ...manager,
      '--dry-run',
    );
    expect(shown).toContain('Dry run, nothing is changed: 1 rows, 1 created');
    expect(await loanCount()).toBe(4);
  });

  it('says that there is no such file', async () => {
    await expect(
      importCommand.parseAsync(['loans', '/nowhere.csv', ...manager], { from: 'user' }),
    ).rejects.toThrow('There is no file "/nowhere.csv".');
  });

  it.each([
    [
      'a user that does not exist',
      ['--as', 'nobody', '--portfolio', 'x'],
      'There is no active user "nobody".',
    ],
    ['no portfolio', ['--as', 'a.portfolio_manager'], 'Name the portfolio: --portfolio <id or name>.'],
    [
      "someone else's portfolio",
      ['--as', 'b.portfolio_manager', '--portfolio', 'Portfolio 0001'],
      'There is no portfolio "Portfolio 0001".',
    ],
    [
      'somebody who may not',
      ['--as', 'a.viewer', '--portfolio', 'Portfolio 0001'],
      'Your role does not allow this.',
    ],
  ])('refuses %s and imports nothing', async (_, options, words) => {
    await expect(
      run([HEADER, 'X9,Acme,100.00,5,Retail,2030-01-01,BBB,Performing'], ...options),
    ).rejects.toThrow(words);
    expect(await loanCount()).toBe(4);
  });
});
