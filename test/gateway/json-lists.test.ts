import fc from 'fast-check';
import { type ExecutionResult, execute, type GraphQLObjectType, type GraphQLSchema, parse } from 'graphql';
import { composeGraph } from '../../src/gateway/compose.ts';
import { createExecutor, type Executor } from '../../src/gateway/execute.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';
import { GraphError } from '../../src/platform/errors.ts';
import { allowIf, anyone, applyRules, isGuarded } from '../../src/platform/security/rules.ts';
import type { Viewer } from '../../src/platform/security/viewer.ts';
import { loanJson } from '../../src/subgraphs/credit/loan/loan.json.ts';
import { seedPortfolios } from '../support/book.ts';
import { contextFor } from '../support/context.ts';
import { statementsDuring } from '../support/count-statements.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';

/** What JSON has to escape, what looks like its syntax, what separates lines, and nothing at all. */
const TEXTS = [
  '',
  ' ',
  'null',
  '"',
  '\\',
  '\\n',
  'a\nb',
  '\r\n\t\b\f',
  '\u0001\u001f\u007f',
  '</script>',
  '}{,:[]',
  'Ünïcödé 🏦 \u2028',
];

const database = useTestDatabase();
let schema: GraphQLSchema;
let executor: Executor;
let viewer: Viewer;
let ids: string[];
beforeAll(async () => {
  ({ schema } = await composeGraph(subgraphs));
  executor = createExecutor(schema);
  viewer = (await seedIdentity(database)).a.viewers.PORTFOLIO_MANAGER;
  ids = await seedPortfolios(database, viewer, 3);
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, borrower_group, amount, rate, sector, maturity_date,
       credit_rating, status, country, debt_to_equity, interest_coverage, leverage_ratio, created_at)
     select p.tenant_id, p.id, 'T' || at, text, nullif(text, 'null'), 9999999999999.99, 0, text, '0001-01-01', null,
       'DEFAULTED', text, -0.5, 99999.9999, case when at % 2 = 0 then 0 end, '2026-12-31 23:59:59.999999+00'
     from portfolios p, jsonb_array_elements_text(?::jsonb) with ordinality as texts(text, at) where p.name = 'Portfolio 0001'`,
    [JSON.stringify(TEXTS)],
  );
  // Halves of a cent to round, a product of many digits, small fractions, and a grade that has no rate.
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
     select p.tenant_id, p.id, 'R' || at, 'Graded', amount, 1, 'Retail', '2030-01-01', grade::credit_rating, 'WATCH_LIST'
     from portfolios p, (values (1, 0.50, 'BBB'), (2, 1.50, 'BBB'), (3, 9999999999999.99, 'B'), (4, 7, 'AAA')) as l(at, amount, grade)
     where p.name = 'Portfolio 0001'`,
  );
  await database.query(
    `insert into default_rates (tenant_id, credit_rating, default_probability, recovery_rate, risk_weight)
     select distinct p.tenant_id, grade::credit_rating, pd, recovery, weight
     from portfolios p, (values ('BBB', 0.01, 0, 0.01), ('B', 0.000001, 0.999999, 100.123456)) as r(grade, pd, recovery, weight)`,
  );
});

const answered = ({ data, errors }: ExecutionResult) => JSON.parse(JSON.stringify({ data, errors }));

/** As graphql-js answers, and as a compiled document does; and what the database was asked by the latter. */
async function bothWays(
  text: string,
  variables: Record<string, unknown> = {},
  graph: { schema: GraphQLSchema; executor: Executor } = { schema, executor },
) {
  const document = parse(text);
  const args = () => ({
    document,
    variableValues: { id: ids[0], ...variables },
    contextValue: contextFor(database, viewer),
  });
  const expected = answered(await execute({ schema: graph.schema, ...args() }));
  await graph.executor(args());
  let actual: unknown;
  const statements = await statementsDuring(database.orm, async () => {
    actual = answered(await graph.executor(args()));
  });
  return { expected, actual, statements: statements.filter((statement) => /\bloans\b/.test(statement)) };
}

interface PagedAnswer {
  data: { portfolio: { loans: { nodes: { loanId: string }[]; pageInfo: Record<string, never> } } };
}

/** The three of every seeded portfolio, and four with grades. */
const COUNT = TEXTS.length + 3 + 4;

/** An object that all nodes of the list have in common. */
const PORTFOLIO =
  'portfolio { name owner { id fullName } first: loans(first: 1) { nodes { portfolio { id } } } }';
const FIELDS = Object.keys(loanJson).map((name) => (name === 'portfolio' ? PORTFOLIO : name));
const ALL = FIELDS.join(' ');

describe('a list whose nodes the database can write', () => {
  test('answers every column of every kind of value as graphql-js does', async () => {
    const { expected, actual, statements } = await bothWays(
      `query ($id: ID!) { portfolio(id: $id) { loans(first: 50) { nodes { ${ALL} } } } }`,
    );
    expect(actual).toEqual(expected);
    expect(actual).toMatchObject({ data: { portfolio: { loans: { nodes: { length: COUNT } } } } });
    // And one for the first loan of the portfolio.
    expect(statements).toEqual(Array(2).fill(expect.stringContaining('string_agg')));
  });

  test('answers whatever is asked of it, in the order and under the names that are asked for', async () => {
    const name = fc.constantFrom('a', 'loans', '_x', `long${'g'.repeat(80)}`);
    const fields = fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 1, maxLength: 6 });
    const paging = fc.constantFrom(
      'first: 4',
      'last: 4',
      'first: 100',
      'last: 100',
      'first: 1, orderBy: [{ by: AMOUNT, direction: DESC }]',
      'last: 3, orderBy: [{ by: CREDIT_RATING }, { by: BORROWER }]',
      'filter: { search: "nobody" }',
    );
    const others = fc.subarray([
      'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }',
      'totalCount',
      '__typename',
      'where: pageInfo { endCursor }',
    ]);
    const list = fc.tuple(name, fields, paging, others, fc.boolean());
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), async ([alias, asked, page, rest, inFragment], ofAll) => {
        const nodes = inFragment
          ? `nodes { ...one ... on Loan { ${asked.join(' ')} } }`
          : `nodes { ${asked.map((field, at) => `${alias}${at}: ${field}`).join(' ')} }`;
        const loans = `loans(${page}) { ${rest.join(' ')} ${nodes} }`;
        const document = `query ($id: ID!) { ${
          ofAll
            ? `portfolios { nodes { name ${loans} } } portfolio(id: $id) { id }`
            : `portfolio(id: $id) { ${loans} }`
        } } ${inFragment ? 'fragment one on Loan { loanId same: loanId }' : ''}`;
        const { expected, actual, statements } = await bothWays(document);
        expect(actual).toEqual(expected);
        expect(JSON.stringify(actual)).toBe(JSON.stringify(expected));
        const hasShared = asked.includes(PORTFOLIO) && !page.includes('nobody');
        expect(statements.filter((text) => text.includes('string_agg'))).toHaveLength(hasShared ? 2 : 1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('is read page by page, forwards and backwards', async () => {
    for (const [size, from, cursor, more] of [
      ['first', 'after', 'endCursor', 'hasNextPage'],
      ['last', 'before', 'startCursor', 'hasPreviousPage'],
    ] as const) {
      let place: string | null = null;
      const seen: string[] = [];
      do {
        const { expected, actual } = await bothWays(
          `query ($id: ID!, $place: String) { portfolio(id: $id) { loans(${size}: 4, ${from}: $place) {
            nodes { loanId } pageInfo { ${cursor} hasNextPage hasPreviousPage } } } }`,
          { place },
        );
        expect(actual).toEqual(expected);
        const { nodes, pageInfo } = (actual as PagedAnswer).data.portfolio.loans;
        seen.push(...nodes.map(({ loanId }) => loanId));
        place = pageInfo[more] ? (pageInfo[cursor] ?? null) : null;
      } while (place);
      expect(new Set(seen).size).toBe(COUNT);
      expect(seen).toHaveLength(COUNT);
    }
  });
});

describe('a list is read row by row', () => {
  test.each([
    ['where a node has more than figures of its own', 'loans { nodes { loanId monthsToMaturity } }'],
    [
      'where an object of its nodes is asked for twice',
      'loans { nodes { portfolio { id } same: portfolio { name } } }',
    ],
    ['where edges are asked for', 'loans { edges { cursor } nodes { loanId } }'],
    ['where a field depends on a variable', 'loans { nodes { loanId amount @include(if: $yes) } }'],
    ['where its nodes are asked for twice', 'loans { nodes { loanId } again: nodes { amount } }'],
    ['where two selections are one list', 'loans { nodes { loanId } } loans { nodes { amount } }'],
    ['where it is asked for by a fragment among others', 'loans { ...list } loans { nodes { borrower } }'],
  ])('%s', async (_, loans) => {
    const fragment = loans.includes('...list') ? 'fragment list on LoanConnection { nodes { loanId } }' : '';
    const { expected, actual, statements } = await bothWays(
      `query ($id: ID!${loans.includes('$yes') ? ', $yes: Boolean = false' : ''}) { portfolio(id: $id) { ${loans} } } ${fragment}`,
    );
    expect(actual).toEqual(expected);
    expect((actual as ExecutionResult).errors).toBeUndefined();
    expect(statements.join()).not.toContain('string_agg');
  });
});

test('a field that has a rule is asked of its resolver', async () => {
  const guarded = (await composeGraph(subgraphs)).schema;
  const { amount } = (guarded.getType('Loan') as GraphQLObjectType).getFields();
  const rules = {
    Query: { portfolio: anyone },
    Loan: { amount: allowIf(() => new GraphError('FORBIDDEN', 'Not the amount.')) },
  };
  applyRules(guarded, rules);
  expect(isGuarded(amount)).toBe(true);
  const { expected, actual, statements } = await bothWays(
    'query ($id: ID!) { portfolio(id: $id) { loans(first: 1) { nodes { amount } } } }',
    {},
    { schema: guarded, executor: createExecutor(guarded) },
  );
  expect(actual).toEqual(expected);
  expect(actual).toMatchObject({ data: { portfolio: null }, errors: [{ message: 'Not the amount.' }] });
  expect(statements.join()).not.toContain('string_agg');
});

test('what is wrong is said in the same words, at the same place', async () => {
  const { expected, actual } = await bothWays(
    'query ($id: ID!) { portfolio(id: $id) { name loans(after: "nowhere") { nodes { loanId } pageInfo { endCursor } } } }',
  );
  expect(actual).toEqual(expected);
  expect(actual).toMatchObject({ errors: [{ path: ['portfolio', 'loans'] }] });
});

describe('an object that the nodes of a list share', () => {
  test('is answered once, however many nodes and lists have it', async () => {
    const { expected, actual, statements } = await bothWays(`{ portfolios { nodes { loans { nodes {
      loanId p: portfolio { ...shared } } } } } }
      fragment shared on Portfolio { name organization { name } analytics { summary { totalExposure } } }`);
    expect(actual).toEqual(expected);
    expect(statements.filter((text) => text.includes('string_agg'))).toHaveLength(1);
  });
  test('is asked of each node where something is wrong in it: the error stands where it belongs', async () => {
    const { expected, actual } = await bothWays(`query ($id: ID!) { portfolio(id: $id) { name
      loans(first: 2) { nodes { loanId portfolio { name loans(after: "nowhere") { nodes { loanId } } } } } } }`);
    expect(actual).toEqual(expected);
    expect(actual).toMatchObject({
      errors: [{ path: ['portfolio', 'loans', 'nodes', 0, 'portfolio', 'loans'] }],
    });
  });
  test('of an empty list is none', async () => {
    const { expected, actual } = await bothWays(`query ($id: ID!) { portfolio(id: $id) {
      loans(filter: { search: "nobody" }) { nodes { loanId portfolio { name } } } } }`);
    expect(actual).toEqual(expected);
  });
});
