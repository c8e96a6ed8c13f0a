import { getIntrospectionQuery } from 'graphql';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { refusalIn } from './asked.ts';

const TYPO = '{ portfolio(id: "x") { nam } }';
const WRONG_FIELD = 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }';

describe('the schema', () => {
  const database = useTestDatabase();
  const open = useTestServer(database);
  const production = useTestServer(database, undefined, { isProduction: true });
  let token: string;
  beforeAll(async () => {
    await seedIdentity(database);
    token = await production.signIn('a.viewer', PASSWORD);
  });

  it.each([
    ['all of it', getIntrospectionQuery()],
    ['one type', '{ __type(name: "Loan") { name } }'],
    ['one type in a fragment', '{ ...Q } fragment Q on Query { s: __schema { queryType { name } } }'],
  ])('is read by those who have signed in, in production: %s', async (_, document) => {
    expect((await production.ask(document, {}, token)).body.errors).toBeUndefined();
    expect((await open.ask(document)).body.errors).toBeUndefined();
    const statements = await statementsDuring(database.orm, async () => {
      expect(refusalIn(await production.ask(document))).toMatchObject({
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'Sign in to read the schema.',
      });
    });
    expect(statements).toEqual([]);
  });

  it('is refused with a token that does not count as anything else is, so that a client renews it', async () => {
    const { status, body } = await production.ask(getIntrospectionQuery(), {}, 'wrong');
    expect([status, 'data' in body]).toEqual([401, false]);
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('lets everyone ask for the name of a type', async () => {
    expect((await production.ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
  });

  it('is not suggested to strangers in production, name by name', async () => {
    const messageFor = async (ask: typeof open, as?: string) =>
      (await ask.ask(TYPO, {}, as)).body.errors[0].message;
    const bare = 'Cannot query field "nam" on type "Portfolio".';
    expect(await messageFor(production)).toBe(bare);
    expect(await messageFor(production, 'wrong')).toBe(bare);
    expect(await messageFor(production, token)).toBe(`${bare} Did you mean "name"?`);
    expect(await messageFor(open)).toBe(`${bare} Did you mean "name"?`);
  });

  it('is not suggested to strangers by a variable either', async () => {
    const variables = { input: { usernameOrEmail: 'x', password: 'y', passwor: 'z' } };
    const bare = 'Field "passwor" is not defined by type "LoginInput".';
    const { status, body } = await production.ask(WRONG_FIELD, variables);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('Did you mean');
    expect(body.errors[0].extensions.issues).toEqual([{ path: ['input'], message: bare }]);
    expect(JSON.stringify((await open.ask(WRONG_FIELD, variables)).body)).toContain('Did you mean');
  });

  it('is refused to a stranger without a question to the database', async () => {
    const statements = await statementsDuring(database.orm, () => production.ask(TYPO));
    expect(statements).toEqual([]);
  });
});
