import { setTimeout as sleep } from 'node:timers/promises';
import { createPortfolio, importLoans, loansCsv } from './support/book.ts';
import { useHouse } from './support/house.ts';

const ROWS = 100_000;
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1);
const KILLED_AT = [0.3, 0.5, 0.7, 0.9];

describe('a server that is killed in the middle of an import of 100,000 loans', () => {
  const house = useHouse();
  const csv = loansCsv(ROWS);
  let wholeMs = 0;

  const importInto = async (name: string) => {
    const token = await house.server.signIn();
    const portfolio = await createPortfolio(house.server, name, token);
    return { portfolio, answer: importLoans(house.server, portfolio, csv, token), token };
  };

  /** What the database holds of a portfolio, and what its trail says was imported into it. */
  const kept = async (name: string, portfolio: string) => {
    const [row] = await house.query(
      `select (select count(*)::int from loans l where l.portfolio_id = p.id) as loans,
         (select count(*)::int from import_runs r where r.portfolio_id = p.id) as runs,
         (select count(*)::int from audit_logs a where a.action = 'IMPORT' and a.entity_id = $2) as entries
       from portfolios p where p.name = $1`,
      [name, portfolio],
    );
    return row;
  };
  const NOTHING = { loans: 0, runs: 0, entries: 0 };
  const EVERYTHING = { loans: ROWS, runs: 1, entries: 1 };

  beforeAll(async () => {
    const startedAt = performance.now();
    const { answer } = await importInto('whole');
    expect((await answer).body.data.importLoans).toEqual({ totalRows: ROWS, successful: ROWS, failed: 0 });
    wholeMs = performance.now() - startedAt;
  });

  const rounds = Array.from({ length: ROUNDS }, (_, round) => round + 1);
  const cases = rounds.flatMap((round) => KILLED_AT.map((part) => [Math.round(part * 100), round] as const));
  test.each(cases)('at %d %% (round %d): all rows or none, and a retry completes', async (percent, round) => {
    const name = `killed at ${percent}, round ${round}`;
    const { portfolio, answer } = await importInto(name);
    const cut = answer.then(
      () => false,
      () => true,
    );
    await sleep((wholeMs * percent) / 100);
    await house.server.end('SIGKILL');
    const wasCut = await cut;

    await house.startServer();
    const after = await kept(name, portfolio);
    expect([NOTHING, EVERYTHING]).toContainEqual(after);
    if (!wasCut) expect(after).toEqual(EVERYTHING);
    if (after?.loans === ROWS) return;
    const retry = await importLoans(house.server, portfolio, csv, await house.server.signIn());
    expect(retry.body.data.importLoans.successful).toBe(ROWS);
    expect(await kept(name, portfolio)).toEqual(EVERYTHING);
  });
});
