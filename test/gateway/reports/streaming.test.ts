import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedPortfolios } from '../../support/book.ts';
import { catchLog } from '../../support/catch-log.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { askReport, EXPORTS, headersOf } from './ask-report.ts';

const LOANS = 30_000;
/** Longer than what lies ready for a client that reads nothing, however many of them. */
const BORROWER = 'B'.repeat(180);

const database = useTestDatabase();
const server = useTestServer(database);
let token: string;
let id: string;

beforeAll(async () => {
  const { a } = await seedIdentity(database);
  [id] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
  token = await server.signIn('a.portfolio_manager', PASSWORD);
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
     select p.tenant_id, p.id, 'N' || n, ?, n, 5, 'Retail', '2030-01-01', 'BBB', 'PERFORMING'
     from portfolios p, generate_series(1, ?::int) n`,
    [BORROWER, LOANS - 3],
  );
}, 60_000);

/** The answer to a client that has not read any of its body yet. */
async function begin(format: string): Promise<IncomingMessage> {
  const asked = request(`${server.url}/reports/Loans.${format}?portfolioId=${id}`, {
    headers: headersOf({ token }),
  }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', () => {});
  return response;
}

/** Connections that a report is being read on, and whether any of them does something. */
const readers = () =>
  database.query<{ pid: number; isIdle: boolean; since: string }>(
    `select pid, state = 'idle in transaction' as "isIdle", state_change::text as since from pg_stat_activity
     where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()
       and application_name = 'riskgraph'`,
  );

async function until<Value>(read: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await sleep(50);
  }
}

/** Waits until a report goes on reading only once its client does. */
async function untilStuck(): Promise<number> {
  let before = '';
  const [reader] = await until(readers, ([first]) => {
    const isStuck = first?.isIdle === true && first.since === before;
    before = first?.since ?? '';
    return isStuck;
  });
  return (reader as { pid: number }).pid;
}

const noneReads = () => until(readers, (found) => found.length === 0);

describe('a report of many rows', () => {
  it.each(['csv', 'jsonl'])('is whole as %s', async (format) => {
    const { text } = await askReport(server.url, `Loans.${format}?portfolioId=${id}`, { token });
    const lines = text.split(/\r?\n/).filter(Boolean);
    expect(lines).toHaveLength(LOANS + (format === 'csv' ? 1 : 0));
    await noneReads();
  });

  it('is read no faster than its client takes it, and is whole once it has', async () => {
    const response = await begin('jsonl');
    await untilStuck();
    let lines = 0;
    for await (const chunk of response) lines += String(chunk).split('\n').length - 1;
    expect(lines).toBe(LOANS);
    await noneReads();
  });

  it('ends with its client: nothing goes on reading', async () => {
    const response = await begin('xlsx');
    const csv = await begin('csv');
    await untilStuck();
    response.destroy();
    csv.destroy();
    await noneReads();
    expect((await database.query(EXPORTS)).length).toBeGreaterThan(0);
  });

  it.each([
    'csv',
    'json',
    'jsonl',
  ])('that fails on the way is broken off as %s, never ended as if it were whole', async (format) => {
    const log = catchLog();
    const response = await begin(format);
    expect(response.statusCode).toBe(200);
    const pid = await untilStuck();
    await database.query('select pg_terminate_backend(?)', [pid]);
    const ended = new Promise<string>((resolve) => {
      response.once('end', () => resolve('whole'));
      response.once('close', () => resolve(response.complete ? 'whole' : 'broken'));
    });
    response.resume();
    expect(await ended).toBe('broken');
    log.stop();
  });
});
