import { Readable } from 'node:stream';
import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { type Desk, HEADER, loanFile, openDesk, type SentStream, sent, streamOf } from './desk.ts';

const FIELDS = ['importLoans', 'importRatingHistory'] as const;
const HEADERS = { importLoans: HEADER, importRatingHistory: 'loan_id,snapshot_date,credit_rating' };

const database = useTestDatabase();
let desk: Desk;
let book: { key: string; id: string };
beforeAll(async () => {
  desk = await openDesk(database);
  book = await desk.openBook();
});

/** Sends a stream, and expects a refusal that leaves nothing behind; the code and issues of it. */
async function refusal(field: string, viewer: Desk['manager'], portfolioId: string, stream: SentStream) {
  const before = await desk.traces();
  const { run, errors } = await desk.send(field, viewer, { portfolioId, file: sent(stream) });
  expect(run ?? null).toBeNull();
  expect(await desk.traces()).toEqual(before);
  return errors[0]?.extensions;
}

/** More than any buffer holds, so that it only ends if somebody reads it. */
const longStream = () => streamOf(Buffer.alloc(3_000_000, 'loan_id,borrower\n'));

const ended = (stream: SentStream) =>
  new Promise<boolean>((resolve) => {
    if (stream.readableEnded) resolve(true);
    stream.on('end', () => resolve(true));
    setTimeout(() => resolve(false), 2_000).unref();
  });

describe.each(FIELDS)('%s, before a file is read', (field) => {
  test("answers someone else's portfolio as a missing one, and lets the stream run dry", async () => {
    const others = [
      await desk.openBook(desk.b.viewers.PORTFOLIO_MANAGER),
      await desk.openBook(desk.a.viewers.ADMIN),
      { id: toGlobalId('Portfolio', '999999') },
    ];
    for (const { id } of others) {
      const stream = longStream();
      expect(await refusal(field, desk.manager, id, stream)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await ended(stream)).toBe(true);
    }
  });

  test('refuses what is no id of a portfolio', async () => {
    const stream = longStream();
    expect(await refusal(field, desk.manager, toGlobalId('Loan', '1'), stream)).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'portfolioId'] }],
    });
    expect(await ended(stream)).toBe(true);
  });

  test('refuses a viewer, and an analyst but for a dry run', async () => {
    for (const role of ['VIEWER', 'ANALYST'] as const) {
      const extensions = await refusal(field, desk.a.viewers[role], book.id, streamOf('loan_id'));
      expect(extensions?.code).toBe('FORBIDDEN');
    }
  });
});

test('an analyst tries a file in a dry run', async () => {
  const { run, errors } = await desk.send('importLoans', desk.a.viewers.ANALYST, {
    portfolioId: book.id,
    file: sent(loanFile({})),
    dryRun: true,
  });
  expect(errors).toEqual([]);
  expect(run).toMatchObject({ created: 1, dryRun: true, user: { id: desk.a.ids.users.ANALYST } });
  expect(await desk.loansOf(book.key)).toEqual([]);
});

describe.each(FIELDS)('%s of a file that cannot be read', (field) => {
  test.each([
    ['empty', '', 'the file is empty'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'PNG image'],
    ['a web page', '<!doctype html><p>Sign in</p>', 'HTML'],
    ['UTF-16', Buffer.from('\ufeffloan_id', 'utf16le'), 'UTF-16'],
    ['a wrong header', 'loan_id,colour\nL-1,red', 'missing column'],
    ['an open quote', `${HEADERS[field]}\n"L-2`, 'not closed'],
  ])('%s', async (_name, content, words) => {
    const extensions = await refusal(field, desk.manager, book.id, streamOf(content));
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const issues = extensions?.issues as { path: string[]; message: string }[];
    expect(issues.map(({ path }) => path)).toEqual(issues.map(() => ['input', 'file']));
    expect(issues.map(({ message }) => message).join()).toContain(words);
  });

  test('is drained nevertheless', async () => {
    const stream = longStream();
    await refusal(field, desk.manager, book.id, stream);
    expect(await ended(stream)).toBe(true);
  });
});

describe('a file that breaks off', () => {
  async function* breaking(fault: Error | null) {
    yield Buffer.from(`${loanFile({ loan_id: 'L-1' }, { loan_id: 'L-2' })}\n`);
    for (let row = 3; row < 20_000; row++) yield Buffer.from(`L-${row},A,1,1,R,2030-01-01,,Performing\n`);
    if (fault) throw fault;
  }

  test('leaves nothing behind', async () => {
    const stream = Readable.from(breaking(new Error('aborted')), { objectMode: false });
    expect(await refusal('importLoans', desk.manager, book.id, stream)).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'file'], message: 'the upload broke off before its end' }],
    });
  });

  test('at the size limit leaves nothing behind either', async () => {
    const stream: SentStream = Readable.from(breaking(null), { objectMode: false });
    stream.truncated = true;
    const extensions = await refusal('importLoans', desk.manager, book.id, stream);
    expect(extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ message: expect.stringMatching(/^the file is larger than the limit of [\d,]+ bytes/) }],
    });
  });

  test('the connection can be used again', async () => {
    expect(await desk.importLoans((await desk.openBook()).id, loanFile({}))).toMatchObject({ created: 1 });
  });
});

describe('the record of an import', () => {
  test('is one audit entry', async () => {
    await database.query('delete from audit_logs');
    const run = await desk.importLoans(book.id, loanFile({}, {}));
    const entries = await database.query(
      'select tenant_id::text as tenant, user_id::text as user_id, action, entity_type, entity_id, changes, request_id from audit_logs',
    );
    expect(entries).toEqual([
      {
        tenant: desk.a.tenantId,
        user_id: desk.manager.userId,
        action: 'IMPORT',
        entity_type: 'Portfolio',
        entity_id: book.id,
        changes: {
          kind: 'LOANS',
          fileName: 'book.csv',
          fileSha256: run.fileSha256,
          dryRun: false,
          totalRows: 2,
          created: 1,
          updated: 0,
          failed: 1,
          importRun: run.id,
        },
        request_id: 'request-1',
      },
    ]);
  });

  test("stands in the book's tenant, also when a super administrator of another sends the file", async () => {
    await database.query('delete from audit_logs');
    const { errors } = await desk.send('importLoans', desk.b.viewers.SUPER_ADMIN, {
      portfolioId: (await desk.openBook()).id,
      file: sent(loanFile({})),
    });
    expect(errors).toEqual([]);
    expect(await database.query('select tenant_id::text as tenant from audit_logs')).toEqual([
      { tenant: desk.a.tenantId },
    ]);
    expect(await database.query('select distinct tenant_id::text as tenant from import_runs')).toEqual([
      { tenant: desk.a.tenantId },
    ]);
  });
});
