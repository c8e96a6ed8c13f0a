import { type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { Upload } from 'graphql-upload-minimal';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { countedFields } from '../../../src/gateway/rates/counted-fields.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import { rateOf } from '../../../src/platform/security/counted-as.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await composeGraph(subgraphs));
});

function countsOf(source: string, variables?: Record<string, unknown>, operationName?: string) {
  const document = parse(source);
  const operation = getOperationAST(document, operationName) ?? undefined;
  return countedFields({ schema, document, operation, variables });
}

const LOGIN = 'login(input: { usernameOrEmail: "x", password: "y" }) { tokenType }';
const aliased = (count: number) => Array.from({ length: count }, (_, at) => `l${at}: ${LOGIN}`).join('\n');

test('what compares a password is a sign-in, what takes a file is an import; nothing else has a rate of its own', () => {
  const fields = Object.values(schema.getMutationType()!.getFields());
  const named = (rate: string) => fields.filter((field) => rateOf(field) === rate).map(({ name }) => name);
  expect(named('login').sort()).toEqual(['changePassword', 'login']);
  expect(named('import').sort()).toEqual(['importDefaultRates', 'importLoans', 'importRatingHistory']);
  expect(fields.filter(rateOf)).toHaveLength(5);
});

describe('a sign-in counts as often as it would run', () => {
  test.each<[string, string, number]>([
    ['once', `mutation { ${LOGIN} }`, 1],
    ['under 20 aliases', `mutation { ${aliased(20)} }`, 20],
    ['said twice with the same words, which runs it once', `mutation { ${LOGIN} ${LOGIN} }`, 1],
    ['in a fragment', `mutation { ...f } fragment f on Mutation { ${aliased(3)} }`, 3],
    [
      'in a fragment within a fragment',
      `mutation { ... { ...f } } fragment f on Mutation { a: ${LOGIN} }`,
      1,
    ],
    [
      'in a fragment spread twice, which runs it once',
      `mutation { ...f ...f } fragment f on Mutation { ${LOGIN} }`,
      1,
    ],
    ['beside other mutations', `mutation { logout ${LOGIN} }`, 1],
    ['not at all where it is skipped', `mutation { logout ... @skip(if: true) { ${LOGIN} } }`, 0],
    ['in a query, where there is none', '{ me { login: id } }', 0],
  ])('%s', (_, source, login) => {
    expect(countsOf(source)).toEqual({ login, import: 0 });
  });

  const CONDITIONAL = `mutation ($yes: Boolean = true, $no: Boolean!) {
    a: login(input: { usernameOrEmail: "x", password: "y" }) @include(if: $yes) { tokenType }
    ... @skip(if: $no) { b: ${LOGIN} }
  }`;
  test.each<[Record<string, unknown>, number]>([
    [{ no: false }, 2],
    [{ no: true }, 1],
    [{ no: false, yes: false }, 1],
    [{ no: true, yes: false }, 0],
  ])('with the variables %j', (variables, login) => {
    expect(countsOf(CONDITIONAL, variables)).toEqual({ login, import: 0 });
  });

  test('only in the operation that was asked for', () => {
    const source = `mutation A { ${aliased(2)} } mutation B { ${aliased(3)} }`;
    expect(countsOf(source, {}, 'A').login).toBe(2);
    expect(countsOf(source, {}, 'B').login).toBe(3);
  });
});

test('an import counts, also one that is only tried', () => {
  const source = `mutation ($file: Upload!) {
    a: importLoans(input: { portfolioId: "x", file: $file, dryRun: true }) { id }
    b: importDefaultRates(file: $file) { creditRating }
  }`;
  expect(countsOf(source, { file: new Upload() })).toEqual({ login: 0, import: 2 });
});

test('variables that the executor refuses run nothing', () => {
  expect(countsOf(`mutation ($no: Boolean!) { ${LOGIN} logout @skip(if: $no) }`, { no: 'x' }).login).toBe(0);
});
