import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import pg from 'pg';
import { underDeadline } from '../../src/gateway/request-deadline.ts';
import { currentDeadline, LAST_WORD_MS } from '../../src/platform/deadline.ts';
import { backendRunning, nothingRuns } from '../platform/database/pool/backends.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';

const DEADLINE_MS = 2_000;
/** The last word, and what a busy machine adds. */
const ANSWER_LIMIT_MS = DEADLINE_MS + LAST_WORD_MS + 1_000;
const PORTFOLIOS = '{ portfolios { nodes { name } } }';
const CREATE = 'mutation ($name: String!) { createPortfolio(input: { name: $name }) { id name } }';

describe('a request that takes too long', () => {
  const database = useTestDatabase();
  const server = useTestServer(database, undefined, { deadlineMs: DEADLINE_MS });
  let token: string;
  /** Somebody else, on a connection of their own, who holds what requests need. */
  let holder: pg.Client;
  beforeAll(async () => {
    await seedIdentity(database);
    token = await server.signIn('a.portfolio_manager', PASSWORD);
  });
  beforeEach(async () => {
    holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
  });
  afterEach(() => holder.end());

  const lock = (table: string) =>
    holder.query(`begin; lock table ${table} in access exclusive mode`).then(() => {});
  const timed = async <Result>(work: Promise<Result>) => {
    const startedAt = performance.now();
    return { answer: await work, tookMs: performance.now() - startedAt };
  };
  const names = async () =>
    (await database.query<{ name: string }>('select name from portfolios')).map(({ name }) => name);

  it('is answered with 504, and its SQL is cancelled', async () => {
    await lock('portfolios');
    const { answer, tookMs } = await timed(server.ask(PORTFOLIOS, {}, token));
    expect(answer.status).toBe(504);
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED' } }]);
    expect(tookMs).toBeLessThan(ANSWER_LIMIT_MS);
    await nothingRuns(database, 'from portfolios');
  });

  it('is refused whole where even its caller cannot be told', async () => {
    await lock('sessions');
    const { status, body } = await server.ask(PORTFOLIOS, {}, token);
    expect([status, body.errors[0].extensions.code]).toEqual([504, 'DEADLINE_EXCEEDED']);
    expect(body.data).toBeUndefined();
  });

  it('has written nothing of the mutation that says so, and all of the ones before it', async () => {
    await server.ask(CREATE, { name: 'held' }, token);
    await holder.query("begin; select from portfolios where name = 'held' for update");
    const [{ id } = { id: '' }] = await database.query<{ id: string }>(
      "select translate(encode(convert_to('Portfolio:' || id, 'UTF8'), 'base64'), '=', '') as id from portfolios where name = 'held'",
    );
    const { status, body } = await server.ask(
      `mutation { before: createPortfolio(input: { name: "before" }) { name }
         held: updatePortfolio(id: "${id}", input: { name: "changed" }) { name }
         after: createPortfolio(input: { name: "after" }) { name } }`,
      {},
      token,
    );
    expect(status).toBe(504);
    expect(body.errors).toMatchObject([{ path: ['held'], extensions: { code: 'DEADLINE_EXCEEDED' } }]);
    await holder.query('rollback');
    expect((await names()).sort()).toEqual(['before', 'held']);
    const entries = await database.query("select from audit_logs where entity_type = 'Portfolio'");
    expect(entries).toHaveLength(2);
  });

  it('is answered though PostgreSQL does not react', async () => {
    await lock('portfolios');
    const request = timed(server.ask(PORTFOLIOS, {}, token));
    const pid = await backendRunning(database, 'from portfolios');
    process.kill(pid, 'SIGSTOP');
    try {
      const { answer, tookMs } = await request;
      expect(answer.status).toBe(504);
      expect(tookMs).toBeLessThan(ANSWER_LIMIT_MS);
      expect((await server.ask('{ me { username } }', {}, token)).status).toBe(200);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('has time of its own for an import, however slowly the file comes', async () => {
    const made = await server.ask(CREATE, { name: 'slow' }, token);
    const { status, body } = await uploadSlowly(made.body.data.createPortfolio.id, DEADLINE_MS + 1_000);
    expect([status, body.data]).toEqual([200, { importLoans: { created: 3 } }]);
  });

  describe('and whose caller hangs up', () => {
    const askAndHangUp = async (query: string, pattern: string) => {
      const caller = new AbortController();
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const asked = fetch(`${server.url}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers,
        signal: caller.signal,
      }).catch(() => 'hung up');
      await backendRunning(database, pattern);
      caller.abort();
      expect(await asked).toBe('hung up');
    };

    it('is stopped at once, if it is a query', async () => {
      await lock('portfolios');
      const startedAt = performance.now();
      await askAndHangUp(PORTFOLIOS, 'from portfolios');
      await nothingRuns(database, 'from portfolios');
      expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS);
    });

    it('is finished, if it is a mutation', async () => {
      await lock('portfolios');
      await askAndHangUp('mutation { createPortfolio(input: { name: "unheard" }) { id } }', 'portfolios');
      await sleep(200);
      await holder.query('rollback');
      const patience = performance.now() + DEADLINE_MS;
      while (!(await names()).includes('unheard') && performance.now() < patience) await sleep(20);
      expect(await names()).toContain('unheard');
    });
  });

  /** A file of three loans whose parts come over so long a time. */
  async function uploadSlowly(portfolioId: string, ms: number) {
    const boundary = 'b0undary';
    const part = (name: string, value: string, more = '') =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}`;
    const query = 'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { created } }';
    const operations = JSON.stringify({ query, variables: { input: { portfolioId, file: null } } });
    const head = [
      part('operations', operations),
      part('map', '{"file":["variables.input.file"]}'),
      part(
        'file',
        'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status\n',
        '; filename="f.csv"',
      ),
    ];
    const rows = [1, 2, 3].map((n) => `L${n},Borrower,100.00,5,Retail,2030-01-01,BBB,Performing\n`);
    async function* body() {
      yield head.join('\r\n');
      for (const row of rows) {
        await sleep(ms / rows.length);
        yield row;
      }
      yield `\r\n--${boundary}--\r\n`;
    }
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      body: ReadableStream.from(encoded(body())),
      duplex: 'half',
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'apollo-require-preflight': 'true',
        authorization: `Bearer ${token}`,
      },
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as { data: unknown } };
  }
});

async function* encoded(texts: AsyncIterable<string>) {
  for await (const text of texts) yield new TextEncoder().encode(text);
}

describe('a handler that waits for something else than the database', () => {
  const answerOf = async (handler: express.RequestHandler) => {
    const http = express().use(underDeadline(100, handler)).listen(0);
    try {
      const { port } = http.address() as { port: number };
      const response = await fetch(`http://127.0.0.1:${port}/`);
      return { status: response.status, body: (await response.json()) as { errors: object[] } };
    } finally {
      http.close();
    }
  };

  it('is answered for', async () => {
    const { status, body } = await answerOf(() => new Promise(() => {}));
    expect(status).toBe(504);
    expect(body.errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED' } }]);
    expect(JSON.stringify(body)).not.toContain('stays');
  });

  it('is not said to have done nothing, where it has committed something', async () => {
    const { body } = await answerOf(() => {
      const deadline = currentDeadline();
      if (deadline) deadline.hasCommitted = true;
      return new Promise(() => {});
    });
    expect(JSON.stringify(body)).toContain('What it had committed by then stays.');
  });
});
