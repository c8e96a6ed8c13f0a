import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, graphql, parse, subscribe } from 'graphql';
import { GraphError, unauthenticated } from '../../../src/platform/errors.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import {
  admins,
  allowIf,
  anyone,
  applyRules,
  type RuleMap,
  roles,
  signedIn,
  superAdmins,
} from '../../../src/platform/security/rules.ts';
import { ROLES, type RoleName } from '../../../src/platform/security/viewer.ts';

let calls: string[] = [];
const answer = (name: string) => () => {
  calls.push(name);
  return { id: name, secret: name, plain: name };
};
const fail = () => {
  throw new GraphError('CONFLICT', 'Told as it is.');
};
async function* changes() {
  calls.push('subscribe');
  yield { changed: { id: '1' } };
}

function schemaWith(rules: RuleMap): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: `
      type Thing { id: ID! secret: String plain: String }
      type Query { open: Thing known: Thing staff: Thing chief: Thing manager: Thing forgotten: Thing failing: Thing }
      type Mutation { write(ok: Boolean): Thing lost: Thing }
      type Subscription { changed: Thing silent: Thing }`,
    resolvers: {
      Query: {
        ...Object.fromEntries(
          ['open', 'known', 'staff', 'chief', 'manager', 'forgotten'].map((name) => [name, answer(name)]),
        ),
        failing: fail,
      },
      Mutation: { write: answer('write'), lost: answer('lost') },
      Subscription: { changed: { subscribe: changes }, silent: { subscribe: changes } },
    },
  });
  applyRules(schema, rules);
  return schema;
}

const schema = schemaWith({
  Query: {
    open: anyone,
    failing: anyone,
    known: signedIn,
    staff: admins,
    chief: superAdmins,
    manager: roles('PORTFOLIO_MANAGER', 'ADMIN'),
  },
  Mutation: { write: allowIf((_, { ok }) => (ok ? true : new GraphError('FORBIDDEN', 'Not so.'))) },
  Subscription: { changed: signedIn },
  Thing: {
    secret: allowIf((_, __, { id }) => (id === 'open' ? true : new GraphError('FORBIDDEN', 'Hidden.'))),
  },
});

const contextOf = (role: RoleName | null, refusal: GraphError | null = null) =>
  ({ viewer: role && { role }, refusal }) as GraphContext;
async function codeOf(source: string, context: GraphContext): Promise<unknown> {
  const { errors } = await graphql({ schema, source, contextValue: context });
  return errors ? (errors[0]!.extensions.code ?? errors[0]!.message) : 'answered';
}

beforeEach(() => {
  calls = [];
});

describe('who is let in', () => {
  test.each([
    ['open', [null, ...ROLES]],
    ['known', ROLES],
    ['staff', ['ADMIN', 'SUPER_ADMIN']],
    ['chief', ['SUPER_ADMIN']],
    ['manager', ['PORTFOLIO_MANAGER', 'ADMIN']],
    ['forgotten', []],
  ] as [string, (RoleName | null)[]][])('%s', async (field, allowed) => {
    for (const role of [null, ...ROLES]) {
      const isAllowed = allowed.includes(role);
      const code = await codeOf(`{ ${field} { id } }`, contextOf(role));
      if (isAllowed) expect(code).toBe('answered');
      else expect(code).toBe(role === null && field !== 'forgotten' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
      expect(calls).toEqual(isAllowed ? [field] : []);
      calls = [];
    }
  });

  test('whoever shows credentials that do not count is told why', async () => {
    const { errors } = await graphql({
      schema,
      source: '{ known { id } }',
      contextValue: contextOf(null, unauthenticated('This session has ended.')),
    });
    expect(errors![0]!.message).toBe('This session has ended.');
  });
});

test('a rule sees the arguments, and what it refuses never runs', async () => {
  expect(await codeOf('mutation { write(ok: false) { id } }', contextOf('ADMIN'))).toBe('FORBIDDEN');
  expect(await codeOf('mutation { write { id } }', contextOf('ADMIN'))).toBe('FORBIDDEN');
  expect(calls).toEqual([]);
  expect(await codeOf('mutation { write(ok: true) { id } }', contextOf('ADMIN'))).toBe('answered');
});

test('a root field without a rule is denied, whoever asks', async () => {
  for (const source of ['{ forgotten { id } }', 'mutation { lost { id } }'])
    expect(await codeOf(source, contextOf('SUPER_ADMIN'))).toBe('FORBIDDEN');
  expect(calls).toEqual([]);
});

test('a rule of a field judges each object by itself', async () => {
  const { data, errors } = await graphql({
    schema,
    source: '{ open { secret plain } known { secret plain } }',
    contextValue: contextOf('VIEWER'),
  });
  expect(data).toEqual({ open: { secret: 'open', plain: 'open' }, known: { secret: null, plain: 'known' } });
  expect(errors!.map(({ path }) => path)).toEqual([['known', 'secret']]);
});

test('fields without a rule are left as they were: shield costs', () => {
  expect(Object.keys(schema.getQueryType()!.getFields()).length).toBeGreaterThan(0);
  const thing = schema.getType('Thing') as unknown as { getFields(): Record<string, { resolve?: unknown }> };
  expect(thing.getFields().plain!.resolve).toBeUndefined();
  expect(thing.getFields().secret!.resolve).toBeDefined();
});

test('what a resolver throws comes out as it is', async () => {
  expect(await codeOf('{ failing { id } }', contextOf(null))).toBe('CONFLICT');
});

describe('a subscription', () => {
  const begin = (field: string, role: RoleName | null) =>
    subscribe({ schema, document: parse(`subscription { ${field} { id } }`), contextValue: contextOf(role) });

  test('is refused before it starts', async () => {
    for (const [field, role] of [
      ['changed', null],
      ['silent', 'SUPER_ADMIN'],
    ] as const) {
      expect(await begin(field, role)).toMatchObject({ errors: [expect.any(Object)] });
      expect(calls).toEqual([]);
    }
  });

  test('or starts, and its events are judged too', async () => {
    const events = (await begin('changed', 'VIEWER')) as AsyncGenerator<{ data: unknown }>;
    expect((await events.next()).value.data).toEqual({ changed: { id: '1' } });
  });
});
