import { ROLES, type RoleName } from '../../../../src/platform/security/viewer.ts';
import { registeredDocuments } from '../../../../src/subgraphs/reporting/document/registered-documents.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { runGraph } from '../../../support/graph.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  const add = (
    of: TenantFixture,
    name: string,
    version: number,
    sha256: string,
    withdrawnAt: string | null = null,
  ) =>
    database.query(
      `insert into trusted_documents (tenant_id, name, version, sha256, body, lists, registered_by, withdrawn_at)
       values (?, ?, ?, ?, ?, '["l"]', ?, ?)`,
      [of.tenantId, name, version, sha256, `text of ${sha256}`, of.viewers.ADMIN.userId, withdrawnAt],
    );
  await add(a, 'loans', 1, 'h1');
  await add(a, 'loans', 2, 'h2');
  await add(a, 'loans', 3, 'h3', '2026-01-01');
  await add(a, 'risk', 1, 'h2');
  await add(b, 'loans', 1, 'h2');
  await add(b, 'theirs', 1, 'h9');
});
const as = (role: RoleName, { viewers } = a) => contextFor(database, viewers[role]);

const LIST = `query ($first: Int, $after: String, $name: String, $withdrawn: Boolean) {
  documents(first: $first, after: $after, name: $name, withdrawn: $withdrawn) {
    totalCount nodes { name version } pageInfo { endCursor hasNextPage } } }`;
const list = async (role: RoleName, variables = {}) => {
  const { data, errors } = await runGraph(as(role), LIST, variables);
  expect(errors).toEqual([]);
  return data.documents;
};
const shown = ({ nodes }: { nodes: { name: string; version: number }[] }) =>
  nodes.map(({ name, version }) => `${name} ${version}`);

describe('documents', () => {
  test.each(ROLES)("are those of the tenant, for a %s too, and nobody else's", async (role) => {
    const documents = await list(role);
    expect(shown(documents)).toEqual(['loans 2', 'loans 1', 'risk 1']);
    expect(documents.totalCount).toBe(3);
  });

  test('are read page by page', async () => {
    const first = await list('ANALYST', { first: 2 });
    const second = await list('ANALYST', { first: 2, after: first.pageInfo.endCursor });
    expect([shown(first), shown(second)]).toEqual([['loans 2', 'loans 1'], ['risk 1']]);
  });

  test('are the versions of one name, or those that were withdrawn', async () => {
    expect(shown(await list('ANALYST', { name: 'risk' }))).toEqual(['risk 1']);
    expect(shown(await list('ANALYST', { name: 'loans', withdrawn: true }))).toEqual(['loans 3']);
    expect(shown(await list('ANALYST', { name: 'theirs' }))).toEqual([]);
  });

  test('name who registered them, in one statement for all', async () => {
    const statements = await statementsDuring(database.orm, async () => {
      const { data } = await runGraph(as('VIEWER'), '{ documents { nodes { registeredBy { fullName } } } }');
      expect(data.documents.nodes[0]).toEqual({ registeredBy: { fullName: 'ADMIN of a' } });
    });
    expect(statements).toHaveLength(2);
  });
});

describe('document', () => {
  const find = async (variables: object, context = as('VIEWER')) => {
    const source =
      'query ($name: String!, $version: Int) { document(name: $name, version: $version) { documentId withdrawnAt } }';
    const { data, errors } = await runGraph(context, source, variables as Record<string, unknown>);
    expect(errors).toEqual([]);
    return data.document;
  };

  test('is the newest version in force, unless another is asked for', async () => {
    expect(await find({ name: 'loans' })).toEqual({ documentId: 'sha256:h2', withdrawnAt: null });
    expect(await find({ name: 'loans', version: 1 })).toMatchObject({ documentId: 'sha256:h1' });
    expect(await find({ name: 'loans', version: 3 })).toMatchObject({ withdrawnAt: expect.any(String) });
  });

  test('is null where there is none, and where it is another tenant’s', async () => {
    expect(await find({ name: 'loans', version: 4 })).toBeNull();
    expect(await find({ name: 'theirs' })).toBeNull();
    expect(await find({ name: 'theirs' }, as('SUPER_ADMIN'))).toBeNull();
  });
});

describe('whoever runs documents finds', () => {
  test('those in force of the tenant, by hash and by name', async () => {
    const { byId, byName } = registeredDocuments;
    expect(await byName('loans', as('VIEWER'))).toEqual({
      id: 'h2',
      name: 'loans',
      version: 2,
      body: 'text of h2',
      lists: ['l'],
    });
    expect(await byId('h1', as('VIEWER'))).toMatchObject({ name: 'loans', version: 1 });
    expect(await byId('h3', as('VIEWER'))).toBeNull();
    expect(await byId('h9', as('SUPER_ADMIN'))).toBeNull();
    expect(await byName('theirs', as('SUPER_ADMIN'))).toBeNull();
  });

  test('nothing, without having signed in, and without a statement', async () => {
    const anonymous = contextFor(database, null);
    const statements = await statementsDuring(database.orm, async () => {
      expect(await registeredDocuments.byId('h1', anonymous)).toBeNull();
    });
    expect(statements).toEqual([]);
  });

  test('a row by its index, however many there are', async () => {
    await database.query(
      `insert into trusted_documents (tenant_id, name, version, sha256, body, lists, registered_by)
       select ?, 'n' || n, 1, md5(n::text), 'x', '[]', ? from generate_series(1, 3000) n`,
      [b.tenantId, b.viewers.ADMIN.userId],
    );
    await database.query('analyze trusted_documents');
    const plan = await database.query(
      `explain select body from trusted_documents where tenant_id = ? and sha256 = 'h2' and withdrawn_at is null
       order by version desc, id desc limit 1`,
      [b.tenantId],
    );
    expect(JSON.stringify(plan)).toContain('Index Scan');
  });
});
