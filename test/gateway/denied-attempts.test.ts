import { GraphQLError, type OperationDefinitionNode, parse } from 'graphql';
import { deniedAttempts } from '../../src/gateway/denied-attempts.ts';
import { rootFieldNames } from '../../src/gateway/root-field-names.ts';
import type { Viewer } from '../../src/platform/security/viewer.ts';
import { catchLog } from '../support/catch-log.ts';
import { contextFor } from '../support/context.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';

const CREATE_TENANT = 'mutation { createTenant(input: { name: "Mine" }) { id } }';
const REGISTER = `mutation { register(input: { username: "someone", email: "s@example.test", password: "Correct-horse-1",
  role: VIEWER, organizationId: "x" }) { id } }`;

describe('a refusal', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let a: TenantFixture;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    ({ a } = await seedIdentity(database));
    for (const name of ['viewer', 'portfolio_manager', 'admin']) {
      tokens[name] = await server.signIn(`a.${name}`, PASSWORD);
    }
  });

  const denials = () =>
    database.query(
      `select tenant_id::text as tenant, user_id::text as "user", entity_type as type, entity_id as entity,
         changes, ip_address as address, request_id as request
       from audit_logs where action = 'DENIED' order by id`,
    );
  /** What a document of somebody's leaves on record, besides what was there. */
  async function refused(document: string, name = 'viewer') {
    const before = (await denials()).length;
    const answer = await server.ask(document, {}, tokens[name]);
    return { ...answer, denials: (await denials()).slice(before) };
  }
  const fields = (entries: { changes?: { field?: string } }[]) =>
    entries.map(({ changes }) => changes?.field);

  it.each([
    ['createTenant', 'Mutation', CREATE_TENANT, 'viewer'],
    ['users', 'Query', '{ users { totalCount } }', 'viewer'],
    ['auditLog', 'Query', '{ auditLog { totalCount } }', 'viewer'],
    ['verifyAuditLog', 'Query', '{ verifyAuditLog { intact } }', 'viewer'],
    ['register', 'Mutation', REGISTER, 'portfolio_manager'],
    ['tenants', 'Query', '{ tenants { totalCount } }', 'admin'],
  ])('of %s stands on record: who, when, whence, in which request', async (field, type, document, name) => {
    const { denials, headers, body } = await refused(document, name);
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(denials).toEqual([
      {
        tenant: a.tenantId,
        user: a.viewers[name.toUpperCase() as 'VIEWER'].userId,
        type,
        entity: null,
        changes: { field, code: 'FORBIDDEN' },
        address: '127.0.0.1',
        request: headers.get('x-request-id'),
      },
    ]);
  });

  it.each([
    ['an alias', '{ harmless: users { totalCount } }'],
    ['two aliases', '{ harmless: users { totalCount } innocent: users { totalCount } }'],
    [
      'a fragment',
      '{ ...more } fragment more on Query { me { id } ...most } fragment most on Query { x: users { totalCount } }',
    ],
    ['an inline fragment', '{ ... on Query { ... { x: users { totalCount } } } }'],
  ])('behind %s is told by the name of the field, once', async (_, document) => {
    expect(fields((await refused(document)).denials)).toEqual(['users']);
  });

  it('of a document that is compiled, because it comes again, stands on record as well', async () => {
    for (let time = 0; time < 3; time++)
      expect(fields((await refused('{ users { nodes { id } } }')).denials)).toEqual(['users']);
  });

  it('of somebody who is not signed in leaves nothing', async () => {
    const before = (await denials()).length;
    await server.ask(CREATE_TENANT);
    await server.ask(CREATE_TENANT, {}, 'stale');
    expect(await denials()).toHaveLength(before);
  });

  it('is not what is wrong or missing', async () => {
    const { denials } = await refused(
      '{ loan(id: "x") { id } verifyAuditLog(tenantId: "VGVuYW50OjQy") { intact } }',
      'admin',
    );
    expect(denials).toEqual([]);
  });

  it('is answered all the same where it cannot be recorded', async () => {
    const log = catchLog();
    await database.query('alter table audit_logs rename to hidden_logs');
    const { body } = await server.ask(CREATE_TENANT, {}, tokens.viewer);
    await database.query('alter table hidden_logs rename to audit_logs');
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    log.stop();
    expect(log.words()).toEqual(['A refusal could not be recorded.']);
  });

  describe('among several in one answer', () => {
    const DOCUMENT = parse(
      '{ a: users { totalCount } b: users { totalCount } tenants { totalCount } me { id } }',
    );
    const forbiddenAt = (...path: string[]) =>
      new GraphQLError('No.', { path, extensions: { code: 'FORBIDDEN' } });
    /** What the answer of somebody with these errors leaves on record. */
    async function recorded(viewer: Viewer | null, ...errors: GraphQLError[]) {
      const before = (await denials()).length;
      const plugin = await deniedAttempts.requestDidStart?.({} as never);
      await plugin?.didEncounterErrors?.({
        errors,
        contextValue: contextFor(database, viewer),
        document: DOCUMENT,
        operation: DOCUMENT.definitions[0],
      } as never);
      return fields((await denials()).slice(before));
    }

    it('is one entry for each field, however often the document names it', async () => {
      const { VIEWER } = a.viewers;
      const errors = [forbiddenAt('a'), forbiddenAt('tenants'), forbiddenAt('b')];
      expect(await recorded(VIEWER, ...errors)).toEqual(['users', 'tenants']);
    });

    it('is found at once in fragments that spread each other twice, thirty levels deep', () => {
      const levels = Array.from(
        { length: 30 },
        (_, level) => `fragment f${level} on Query { ...f${level + 1} ...f${level + 1} }`,
      );
      const document = parse(
        `{ ...f0 ...f0 } ${levels.join(' ')} fragment f30 on Query { x: users { totalCount } }`,
      );
      const operation = document.definitions[0] as OperationDefinitionNode;
      expect([...rootFieldNames(document, operation)]).toEqual([['x', 'users']]);
    });

    it('is not a field further down: what was asked for is answered', async () =>
      expect(await recorded(a.viewers.VIEWER, forbiddenAt('me', 'email'))).toEqual([]));

    it('is none of somebody who is not signed in, whatever the code', async () =>
      expect(await recorded(null, forbiddenAt('a'))).toEqual([]));
  });
});
