import { composeGraph } from '../../../../src/gateway/compose.ts';
import { documentCheck } from '../../../../src/gateway/documents/document-check.ts';
import { subgraphs } from '../../../../src/gateway/subgraphs.ts';
import type { DocumentCheck } from '../../../../src/platform/documents/document-check.ts';
import { documentIdOf } from '../../../../src/platform/documents/trusted-document.ts';
import type { GraphContext } from '../../../../src/platform/graphql/context.ts';
import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { registeredDocuments } from '../../../../src/subgraphs/reporting/document/registered-documents.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { runGraph } from '../../../support/graph.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';

const FIELDS =
  'id documentId name version body description lists registeredBy { id } registeredAt withdrawnAt';
const REGISTER = `mutation ($input: RegisterDocumentInput!) { registerDocument(input: $input) { ${FIELDS} } }`;
const WITHDRAW = `mutation ($id: ID!) { withdrawDocument(id: $id) { ${FIELDS} } }`;
const BODY = '# loans\nquery Report { portfolios(first: 1000) { nodes { name } } }\n';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let checkDocument: DocumentCheck;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  const { schema } = await composeGraph(subgraphs);
  checkDocument = documentCheck(schema, { byId: () => null, byName: () => null });
});
beforeEach(() => database.query('truncate trusted_documents, audit_logs'));

const as = (role: RoleName, { viewers } = a) => contextFor(database, viewers[role], { checkDocument });
const text = (name: string) => `query ${name} { me { username } }`;

async function register(context: GraphContext, input: object) {
  const { data, errors } = await runGraph(context, REGISTER, {
    input: { name: 'report', body: BODY, ...input },
  });
  expect(errors).toEqual([]);
  return data.registerDocument;
}
const withdraw = async (context: GraphContext, id: string) => {
  const { data, errors } = await runGraph(context, WITHDRAW, { id });
  expect(errors).toEqual([]);
  return data.withdrawDocument;
};
const entries = () =>
  database.query(
    'select action::text, entity_type as type, entity_id as id, changes from audit_logs order by id',
  );
const rows = () => database.query('select * from trusted_documents order by id');

/** Refused, and nothing came of it. */
async function refused(context: GraphContext, document: string, variables: object) {
  const before = JSON.stringify([await rows(), await entries()]);
  const { data, errors } = await runGraph(context, document, variables as Record<string, unknown>);
  expect([data, errors]).toEqual([null, [expect.anything()]]);
  expect(JSON.stringify([await rows(), await entries()])).toBe(before);
  return errors[0]!;
}
const refusedInput = (context: GraphContext, input: object) =>
  refused(context, REGISTER, { input: { name: 'report', body: BODY, ...input } });

describe('registerDocument', () => {
  test('keeps the exact text, under the hash of it', async () => {
    const lists = ['portfolios.nodes'];
    expect(await register(as('ANALYST'), { description: ' Monthly ', lists })).toEqual({
      id: expect.any(String),
      documentId: `sha256:${documentIdOf(BODY)}`,
      name: 'report',
      version: 1,
      body: BODY,
      description: 'Monthly',
      lists,
      registeredBy: { id: toGlobalId('User', a.viewers.ANALYST.userId) },
      registeredAt: '2026-03-01T12:00:00.000Z',
      withdrawnAt: null,
    });
  });

  test('is on record, with who and what', async () => {
    const { id } = await register(as('ANALYST'), {});
    expect(await entries()).toMatchObject([
      {
        action: 'CREATE',
        type: 'TrustedDocument',
        id,
        changes: { body: { from: null, to: BODY }, name: { to: 'report' }, version: { to: 1 } },
      },
    ]);
  });

  test('makes a new version of a new text, and none of a text that is in force', async () => {
    const context = as('ANALYST');
    const versions = [];
    for (const name of ['A', 'B', 'B', 'A', 'C'])
      versions.push((await register(as('ANALYST'), { body: text(name) })).version);
    expect(versions).toEqual([1, 2, 2, 1, 3]);
    expect(await entries()).toHaveLength(3);
    expect(await registeredDocuments.byName('report', context)).toMatchObject({
      version: 3,
      body: text('C'),
    });
  });

  test('takes description and lists over for a text that is in force, on record', async () => {
    const first = await register(as('ANALYST'), { description: 'Old', lists: ['portfolios.nodes'] });
    await database.query('truncate audit_logs');
    const same = await register(as('ANALYST'), { description: 'New' });
    expect(same).toEqual({ ...first, description: 'New' });
    const emptied = await register(as('ANALYST'), { description: null, lists: [] });
    expect(emptied).toEqual({ ...first, description: null, lists: [] });
    expect(await entries()).toMatchObject([
      { action: 'UPDATE', changes: { description: { from: 'Old', to: 'New' } } },
      { action: 'UPDATE', changes: { lists: { from: '["portfolios.nodes"]', to: '[]' } } },
    ]);
  });

  test('makes a new version of a text that was withdrawn', async () => {
    const first = await register(as('ANALYST'), {});
    await withdraw(as('ANALYST'), first.id);
    expect((await register(as('ANALYST'), {})).version).toBe(2);
  });

  test('counts versions one after the other, whoever comes at the same time', async () => {
    const bodies = Array.from({ length: 8 }, (_, at) => text(`T${at % 4}`));
    const answers = await Promise.all(bodies.map((body) => register(as('ANALYST'), { body })));
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([1, 2, 3, 4]));
    expect(await rows()).toHaveLength(4);
  });

  test.each<[string, object, string]>([
    ['a name with a dot', { name: 'report.csv' }, 'input.name'],
    ['a name that begins with a digit', { name: '1st' }, 'input.name'],
    ['no name', { name: '' }, 'input.name'],
    ['a name of 101 characters', { name: 'a'.repeat(101) }, 'input.name'],
    ['a text of more than 64 KiB', { body: `${BODY}#${'x'.repeat(65_536)}` }, 'input.body'],
    ['a text of more bytes than characters', { body: `${BODY}#${'ü'.repeat(33_000)}` }, 'input.body'],
    ['a text with a NUL', { body: `${BODY}#\0` }, 'input.body'],
    ['a change', { body: 'mutation { logout }' }, 'input.body'],
    ['what is not of the schema', { body: '{ you }' }, 'input.body'],
    ['a list that there is not', { lists: ['portfolios'] }, 'input.lists.0'],
    ['a list twice', { lists: ['portfolios.nodes', 'portfolios.nodes'] }, 'input.lists'],
    ['21 lists', { lists: Array.from({ length: 21 }, (_, at) => `l${at}`) }, 'input.lists'],
    ['a description of 2,001 characters', { description: 'x'.repeat(2_001) }, 'input.description'],
  ])('refuses %s', async (_, input, place) => {
    const { code, issues } = await refusedInput(as('ANALYST'), input);
    expect(code).toBe('BAD_USER_INPUT');
    expect((issues as { path: string[] }[]).map(({ path }) => path.join('.'))).toContain(place);
  });

  test('takes a text of 64 KiB', async () => {
    const body = `${BODY}#${'x'.repeat(65_536 - BODY.length - 1)}`;
    expect((await register(as('ANALYST'), { body })).body).toBe(body);
  });

  test('refuses the 1,001st in force, and the 10,001st of all', async () => {
    const fill = (from: number, to: number, withdrawnAt: string | null) =>
      database.query(
        `insert into trusted_documents (tenant_id, name, version, sha256, body, lists, registered_by, withdrawn_at)
         select ?, 'n', n, md5(n::text), 'x', '[]', ?, ?::timestamptz from generate_series(?::int, ?::int) n`,
        [a.tenantId, a.viewers.ADMIN.userId, withdrawnAt, from, to],
      );
    await fill(1, 999, null);
    await register(as('ANALYST'), {});
    const { code, issues } = await refusedInput(as('ANALYST'), { body: text('More') });
    expect([code, issues]).toMatchObject(['BAD_USER_INPUT', [{ path: ['input'] }]]);
    expect((await register(as('ANALYST'), {})).version).toBe(1);
    await register(as('ANALYST', b), {});
    await database.query("update trusted_documents set withdrawn_at = now() where name = 'n'");
    await fill(1_000, 9_999, '2026-01-01');
    expect((await refusedInput(as('ANALYST'), { body: text('More') })).code).toBe('BAD_USER_INPUT');
  });
});

describe('a name is its first registrar’s', () => {
  test('another may not change it, but an administrator may', async () => {
    const { id } = await register(as('ANALYST'), {});
    const colleague = as('PORTFOLIO_MANAGER');
    expect(await refusedInput(colleague, { body: text('Sly') })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusedInput(colleague, { description: 'Sly' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(colleague, WITHDRAW, { id })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await register(as('ADMIN'), { body: text('Sound') })).version).toBe(2);
    expect((await register(as('ANALYST'), { body: text('Mine') })).version).toBe(3);
    expect((await withdraw(as('ADMIN'), id)).withdrawnAt).not.toBeNull();
  });

  test('stays so after it was withdrawn', async () => {
    await withdraw(as('ANALYST'), (await register(as('ANALYST'), {})).id);
    expect(await refusedInput(as('PORTFOLIO_MANAGER'), {})).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('in its tenant only', async () => {
    await register(as('ANALYST'), {});
    expect((await register(as('PORTFOLIO_MANAGER', b), {})).version).toBe(1);
  });
});

describe('who may', () => {
  test.each<[string, () => GraphContext, string]>([
    ['nobody', () => contextFor(database, null, { checkDocument }), 'UNAUTHENTICATED'],
    ['a VIEWER', () => as('VIEWER'), 'FORBIDDEN'],
    [
      'an API key',
      () => contextFor(database, { ...a.viewers.ADMIN, sessionId: null }, { checkDocument }),
      'FORBIDDEN',
    ],
  ])('not %s', async (_, context, code) => {
    const { id } = await register(as('ANALYST'), { name: 'other' });
    expect(await refusedInput(context(), {})).toMatchObject({ code });
    expect(await refused(context(), WITHDRAW, { id })).toMatchObject({ code });
  });

  test.each(['ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'] as const)('any %s', async (role) => {
    const { id } = await register(as(role), {});
    expect((await withdraw(as(role), id)).withdrawnAt).not.toBeNull();
  });
});

describe('withdrawDocument', () => {
  test('ends the trust, for good, on record once', async () => {
    const { id, documentId } = await register(as('ANALYST'), {});
    await database.query('truncate audit_logs');
    expect(await withdraw(as('ANALYST'), id)).toMatchObject({ withdrawnAt: '2026-03-01T12:00:00.000Z' });
    expect(await withdraw(as('ANALYST'), id)).toMatchObject({ withdrawnAt: '2026-03-01T12:00:00.000Z' });
    expect(await entries()).toMatchObject([
      {
        action: 'UPDATE',
        type: 'TrustedDocument',
        id,
        changes: {
          withdrawnAt: { from: null },
          withdrawnBy: { to: toGlobalId('User', a.viewers.ANALYST.userId) },
        },
      },
    ]);
    const context = as('ANALYST');
    expect(await registeredDocuments.byId(documentId.slice(7), context)).toBeNull();
    expect(await registeredDocuments.byName('report', context)).toBeNull();
  });

  test('gives a name back to the version before', async () => {
    await register(as('ANALYST'), { body: text('A') });
    const { id } = await register(as('ANALYST'), { body: text('B') });
    await withdraw(as('ANALYST'), id);
    expect(await registeredDocuments.byName('report', as('VIEWER'))).toMatchObject({ version: 1 });
  });

  test('answers for another tenant’s as for one that there is not', async () => {
    const { id } = await register(as('ANALYST'), {});
    const missing = toGlobalId('TrustedDocument', '999999');
    for (const role of ['ADMIN', 'SUPER_ADMIN'] as const) {
      const theirs = await refused(as(role, b), WITHDRAW, { id });
      expect(theirs).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refused(as(role, b), WITHDRAW, { id: missing })).toEqual(theirs);
    }
    const { code } = await refused(as('ADMIN'), WITHDRAW, { id: toGlobalId('Portfolio', '1') });
    expect(code).toBe('BAD_USER_INPUT');
  });
});
