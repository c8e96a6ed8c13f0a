import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../../../support/database.ts';
import { useTestServer } from '../../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../../support/identity-fixtures.ts';
import { onServer } from '../../../support/server.ts';

const IMPORT = 'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { created failed } }';
const HEADER = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status\n';
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `L${at},Borrower,100.00,5,Retail,2030-01-01,BBB,Performing\n`,
  ).join('');

const database = useTestDatabase();
const server = useTestServer(database, undefined, { uploadLimitMb: 25 });
let token: string;
let portfolioId: string;
beforeAll(async () => {
  await seedIdentity(database);
  token = await server.signIn('a.portfolio_manager', PASSWORD);
  const { body } = await server.ask(
    'mutation { createPortfolio(input: { name: "Book" }) { id } }',
    {},
    token,
  );
  portfolioId = body.data.createPortfolio.id;
});

const operations = () => JSON.stringify({ query: IMPORT, variables: { input: { portfolioId, file: null } } });
const MAP = JSON.stringify({ file: ['variables.input.file'] });
const CSV = new Blob([HEADER, rows(1)]);

type Body = NonNullable<RequestInit['body']>;
type Part = [name: string, value: string | Blob];

/** Posts the parts of a form in this order. */
async function send(...parts: Part[]) {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, 'book.csv');
  }
  return post(form);
}

async function post(body: Body, contentType?: string) {
  const type = contentType && { 'content-type': contentType };
  const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true', ...type };
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', body, headers });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const loans = async () => (await database.query('select 1 from loans')).length;

/** Expects a refusal in the shape of all others, with nothing taken in. */
function expectRefusal({ status, body }: Awaited<ReturnType<typeof post>>, words: string, code = 400) {
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(body.errors[0].message).toContain(words);
  expect(body.data ?? null).toBeNull();
  expect(status).toBe(code);
}

describe('a form that is none', () => {
  const boundary = 'multipart/form-data; boundary=b';
  const part = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  it.each<[string, () => Body, string, string]>([
    ['without a boundary', () => 'x', 'multipart/form-data', 'Boundary'],
    ['that is JSON', () => operations(), boundary, 'Unexpected end of form'],
    ['that ends early', () => part('operations', operations()), boundary, 'Unexpected end of form'],
    ['with a broken part', () => '--b\r\n\0\0: x\r\n\r\nx\r\n--b--', boundary, 'Malformed part header'],
    ['with no part', () => '--b--\r\n', boundary, 'form fields'],
  ])('%s', async (_, body, type, words) => {
    expectRefusal(await post(body(), type), words);
  });

  it.each([
    'multipart/mixed; boundary=b',
    'text/csv',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
  ])('of the type %s', async (type) => {
    const { status, body } = await post(`${part('operations', operations())}${part('map', MAP)}--b--`, type);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a form in disorder', () => {
  it.each<[string, () => Part[], string]>([
    ['without a map', () => [['operations', operations()]], 'form fields'],
    [
      'without operations',
      () => [
        ['map', MAP],
        ['file', CSV],
      ],
      'form fields',
    ],
    [
      'with the map first',
      () => [
        ['map', MAP],
        ['operations', operations()],
        ['file', CSV],
      ],
      'form fields',
    ],
    [
      'with the file first',
      () => [
        ['file', CSV],
        ['operations', operations()],
        ['map', MAP],
      ],
      'form fields',
    ],
    [
      'with another field',
      () => [
        ['operations', operations()],
        ['other', 'x'],
        ['map', MAP],
        ['file', CSV],
      ],
      'form fields',
    ],
    [
      'with a list of operations',
      () => [
        ['operations', `[${operations()}]`],
        ['map', MAP],
        ['file', CSV],
      ],
      '"operations" must be',
    ],
    [
      'with a map that points elsewhere',
      () => [
        ['operations', operations()],
        ['map', '{"file":["variables.input.portfolioId"]}'],
        ['file', CSV],
      ],
      'points to',
    ],
    [
      'with a map of two files',
      () => [
        ['operations', operations()],
        ['map', '{"file":["variables.input.file"],"more":["variables.more"]}'],
        ['file', CSV],
        ['more', CSV],
      ],
      'one file',
    ],
  ])('%s', async (_, parts, words) => {
    expectRefusal(await send(...parts()), words);
    expect(await loans()).toBe(0);
  });

  it('with a file under another name: nobody waits for the right one', async () => {
    const { body } = await send(['operations', operations()], ['map', MAP], ['other', CSV]);
    expect(body.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', issues: [{ path: ['input', 'file'] }] } },
    ]);
    expect(await loans()).toBe(0);
  });

  it('without the file: nobody waits for it', async () => {
    const { body } = await send(['operations', operations()], ['map', MAP]);
    expect(body.errors[0].message).toContain('File missing');
  });

  it('with operations over 256 kB', async () => {
    const long = JSON.stringify({ query: `${IMPORT} #${'x'.repeat(300_000)}` });
    expectRefusal(await send(['operations', long], ['map', MAP], ['file', CSV]), 'too large', 413);
  });

  it('with more of anything than there may be, though no part of it is too large', async () => {
    const type = 'multipart/form-data; boundary=b';
    expectRefusal(await post('x'.repeat(27 * 1024 * 1024), type), 'too large', 413);
  });
});

describe('what all requests share', () => {
  it.each([
    'toString.call',
    'hasOwnProperty.call',
    'variables.input.__proto__.polluted',
    'variables.constructor.keys',
    'query.at.call',
  ])('stays as it is when a map points to %s', async (path) => {
    expectRefusal(
      await send(['operations', operations()], ['map', JSON.stringify({ file: [path] })], ['file', CSV]),
      'points to',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await server.ask('{ me { username } }', {}, token)).body.data.me.username).toBe(
      'a.portfolio_manager',
    );
  });

  it.each([
    '{"__proto__":{"polluted":true}',
    '{"constructor":{"prototype":{"polluted":true}}',
  ])('stays as it is when variables hold %s', async (start) => {
    const input = `{"input":${start},"portfolioId":"${portfolioId}","file":null}}`;
    const body = `{"query":${JSON.stringify(IMPORT)},"variables":${input}}`;
    for (const answer of [
      await send(['operations', body], ['map', MAP], ['file', CSV]),
      await post(body, 'application/json'),
      await post(`${start},${body.slice(1)}`, 'application/json'),
    ]) {
      expect(answer.body.data ?? null).toBeNull();
      expect(answer.body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await loans()).toBe(0);
  });
});

describe('a file over HTTP', () => {
  it.each<[string, Blob, string]>([
    ['in UTF-16', new Blob([Buffer.from(`\ufeff${HEADER}${rows(1)}`, 'utf16le')]), 'UTF-16'],
    [
      'in Latin-1',
      new Blob([HEADER, Buffer.from('L1,Caf\xe9,1,5,Retail,2030-01-01,BBB,Performing\n', 'latin1')]),
      'not UTF-8',
    ],
    [
      'that is a picture and says it is CSV',
      new Blob([Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1')], { type: 'text/csv' }),
      'PNG',
    ],
  ])('%s is refused', async (_, file, words) => {
    const { body } = await send(['operations', operations()], ['map', MAP], ['file', file]);
    expect(body.errors[0].message).toContain(words);
    expect(await loans()).toBe(0);
  });
});

describe('a file over the size limit', () => {
  const strict = useTestServer(database, undefined, { uploadLimitMb: 1 });

  it('is refused as soon as it is, though its sender has not come to its end', async () => {
    const form = new FormData();
    form.set('operations', operations());
    form.set('map', MAP);
    form.set('file', new Blob([HEADER, rows(60_000)]), 'book.csv');
    const whole = new Request(strict.url, { method: 'POST', body: form });
    const headers = {
      authorization: `Bearer ${token}`,
      'apollo-require-preflight': 'true',
      'content-type': whole.headers.get('content-type') as string,
    };
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const sending = request(
      `${strict.url}/graphql`,
      { method: 'POST', headers, agent: false },
      (response) => {
        text(response).then(resolve, reject);
      },
    );
    sending.on('error', reject);
    sending.write(Buffer.from(await whole.arrayBuffer()).subarray(0, 2_000_000));
    expect(JSON.parse(await promise).errors).toMatchObject([
      { message: expect.stringContaining('larger than the limit'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    sending.destroy();
    expect(await loans()).toBe(0);
  });
});

describe('uploads that break off', () => {
  /** In every row that is sent here. */
  const mark = randomUUID();
  const book = `${HEADER}${rows(20_000).replaceAll('Borrower', mark)}`;

  /** Sends this share of a large upload, and goes away without a word. */
  async function breakOff(share: number): Promise<void> {
    const form = new FormData();
    form.set('operations', operations());
    form.set('map', MAP);
    form.set('file', new Blob([book]), 'book.csv');
    const whole = new Request(server.url, { method: 'POST', body: form });
    const bytes = Buffer.from(await whole.arrayBuffer());
    const headers = {
      authorization: `Bearer ${token}`,
      'apollo-require-preflight': 'true',
      'content-type': whole.headers.get('content-type') as string,
      'content-length': bytes.length,
    };
    const sending = request(`${server.url}/graphql`, { method: 'POST', headers, agent: false }).on(
      'error',
      () => {},
    );
    await new Promise<void>((resolve) =>
      sending.write(bytes.subarray(0, bytes.length * share), () => resolve()),
    );
    await sleep(50);
    sending.destroy();
  }
  async function breakOff20(): Promise<void> {
    for (let at = 0; at < 20; at += 5) {
      await Promise.all([1, 2, 3, 4, 5].map((more) => breakOff((at + more) / 21)));
    }
  }

  /** Files in the temporary directory that hold something of what was sent. */
  const leftBehind = () =>
    readdirSync(tmpdir(), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter(({ name }) => holdsMark(join(tmpdir(), name)));
  const holdsMark = (path: string) => {
    try {
      return readFileSync(path).includes(mark);
    } catch {
      // Somebody else's, and gone by now.
      return false;
    }
  };
  const OPEN = '/proc/self/fd';
  /** Counted on Linux only. */
  const descriptors = () => (existsSync(OPEN) ? readdirSync(OPEN).length : 0);
  /** Asked on a connection of its own: an import that hangs would hold those of the pool. */
  const openTransactions = () =>
    onServer(async (client) => {
      const { rows } = await client.query(
        'select 1 from pg_stat_activity where datname = $1 and xact_start is not null',
        [new URL(database.url).pathname.slice(1)],
      );
      return rows.length;
    });
  const traces = () =>
    database.query(
      `select (select count(*) from loans)::int as loans, (select count(*) from import_runs)::int as runs,
         (select count(*) from audit_logs where action = 'IMPORT')::int as entries`,
    );

  async function settled(isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (let waitedMs = 0; !(await isSo()); waitedMs += 100) {
      if (waitedMs > 30_000) throw new Error('It did not settle.');
      await sleep(100);
    }
  }

  it('leave no row, no transaction, no file and no descriptor', async () => {
    // The pool of connections has its size after this.
    await breakOff20();
    await settled(async () => (await openTransactions()) === 0);
    const before = descriptors();
    await breakOff20();
    await settled(async () => (await openTransactions()) === 0);
    await settled(() => descriptors() <= before);
    expect(await traces()).toEqual([{ loans: 0, runs: 0, entries: 0 }]);
    expect(leftBehind()).toEqual([]);
  }, 120_000);

  it('leave the book free: the whole file is taken in', async () => {
    const { body } = await send(
      ['operations', operations()],
      ['map', MAP],
      ['file', new Blob([HEADER, rows(3)])],
    );
    expect(body.data).toEqual({ importLoans: { created: 3, failed: 0 } });
  });
});
