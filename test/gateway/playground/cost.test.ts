import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLSchema, parse } from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { checkLimits } from '../../../src/gateway/limits/check-limits.ts';
import { answerCost } from '../../../src/gateway/playground/app/cost/answer-cost.ts';
import { dearestFields } from '../../../src/gateway/playground/app/cost/dearest-fields.ts';
import { estimateOf } from '../../../src/gateway/playground/app/cost/estimate.ts';
import { readSoundDocument } from '../../../src/gateway/playground/app/documents/sound-document.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import { publicSchema, sound } from './public-schema.ts';

describe('the cost before a run', () => {
  let served: GraphQLSchema;
  beforeAll(async () => {
    ({ schema: served } = await composeGraph(subgraphs));
  });

  const operations = readdirSync('schema/operations', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => [name, readFileSync(join('schema/operations', name), 'utf8')] as const);

  const atServer = (text: string) => {
    try {
      const { estimate } = checkLimits({ schema: served, document: parse(text) });
      return { cost: estimate, isRefused: false };
    } catch {
      return { cost: null, isRefused: true };
    }
  };

  test.each(operations)('is what the server makes of %s', (_name, text) => {
    const { cost, limit, faults } = estimateOf(sound(text), {});
    expect({ cost, isRefused: faults.length > 0 }).toEqual(atServer(text));
    expect(limit).toBe(10_000);
  });

  test('counts variables, and their defaults where they are not given', () => {
    const document = sound('query Q($first: Int = 7) { portfolios(first: $first) { nodes { id } } }');
    expect(estimateOf(document, {}).cost).toBe(1 + 7);
    expect(estimateOf(document, { first: 30 }).cost).toBe(1 + 30);
  });

  test('says of a request beyond the limit what it would cost all the same', () => {
    const estimate = estimateOf(
      sound('{ portfolios(first: 100) { nodes { loans(first: 100) { nodes { id } } } } }'),
      {},
    );
    expect(estimate.cost).toBe(1 + 100 * (1 + 1 + 100));
    expect(estimate.faults).toEqual([expect.stringContaining('10201')]);
  });

  test('says in the server’s words what is beyond a bound, every fault with its place', () => {
    const document = sound(
      'query Q($n: Int) { a: portfolios(first: 101) { totalCount } b: portfolios(first: $n) { totalCount } }',
    );
    expect(estimateOf(document, { n: 0 })).toMatchObject({
      cost: null,
      limit: 10_000,
      faults: ['a.first: 101 is not from 1 to 100.', 'n: 0 is not from 1 to 100.'],
    });
  });

  test.each([
    ['what is no GraphQL yet', '{ portfolios {'],
    ['what the schema does not have', '{ portfolioz { totalCount } }'],
    ['nothing', ''],
    ['more words than the server reads', `{ ${'me { id } '.repeat(700)} }`],
  ])('is not told of %s', (_what, text) => {
    expect(readSoundDocument(publicSchema, text, null)).toBeNull();
  });
});

describe('what costs the most', () => {
  test('is told by the place in the answer, without what lies below it', () => {
    const text =
      '{ portfolios(first: 5) { nodes { analytics { health { score } defaultRisk(top: 50) { topRiskyLoans { loanId } } } } } }';
    expect(dearestFields(sound(text), {})).toEqual([
      { path: 'portfolios.nodes.analytics.defaultRisk.topRiskyLoans', cost: 5 * 50 },
      { path: 'portfolios.nodes.analytics.defaultRisk', cost: 5 * 20 },
      { path: 'portfolios.nodes.analytics.health', cost: 5 * 10 },
      { path: 'portfolios.nodes', cost: 5 },
      { path: 'portfolios.nodes.analytics', cost: 5 },
    ]);
  });

  test('is told for each place that a fragment is spread at', () => {
    const text =
      '{ a: portfolio(id: "x") { ...F } b: portfolio(id: "y") { ...F } } fragment F on Portfolio { analytics { health { score } } }';
    const [first, second] = dearestFields(sound(text), {});
    expect([first, second]).toEqual([
      { path: 'a.analytics.health', cost: 10 },
      { path: 'b.analytics.health', cost: 10 },
    ]);
  });

  test('adds up to the whole estimate', () => {
    const document = sound(
      '{ portfolio(id: "x") { loans(first: 3, filter: { search: "a" }) { nodes { id } } } }',
    );
    const total = dearestFields(document, {}).reduce((sum, { cost }) => sum + cost, 0);
    expect(total).toBe(estimateOf(document, {}).cost);
  });

  test('is not looked for where fragments blow a document up', () => {
    const layers = Array.from(
      { length: 12 },
      (_, n) => `fragment F${n} on User { organization { users { nodes { ...F${n + 1} ...F${n + 1} } } } }`,
    );
    const bomb = sound(`{ me { ...F0 } } ${layers.join(' ')} fragment F12 on User { id }`);
    expect(dearestFields(bomb, {})).toEqual([]);
  });
});

describe('the cost after a run', () => {
  const risky = (loans: number) => ({
    defaultRisk: { topRiskyLoans: Array.from({ length: loans }, () => ({ loanId: 'x' })) },
  });

  test('counts lists as long as they came', () => {
    const text =
      '{ portfolios(first: 50) { nodes { name analytics { defaultRisk { topRiskyLoans { loanId } } } } } }';
    const data = {
      portfolios: {
        nodes: [
          { name: 'A', analytics: risky(3) },
          { name: 'B', analytics: risky(0) },
        ],
      },
    };
    // The connection, two portfolios, two analytics, two default risks of 20, three loans.
    expect(answerCost(sound(text), {}, data)).toBe(1 + 2 + 2 + 2 * 20 + 3);
  });

  test('counts nothing for what is null or was left out', () => {
    const text =
      'query Q($is: Boolean!) { me { id } portfolio(id: "x") { analytics @include(if: $is) { summary { totalLoans } } } }';
    expect(answerCost(sound(text), { is: false }, { me: null, portfolio: {} })).toBe(1);
    expect(answerCost(sound(text), { is: true }, { me: { id: '1' }, portfolio: null })).toBe(1);
  });

  test('counts a key once, however many fragments ask for it', () => {
    const text =
      '{ me { organization { id } ...F ... on User { organization { name } } } } fragment F on User { organization { id } }';
    expect(answerCost(sound(text), {}, { me: { organization: { id: '1', name: 'A' } } })).toBe(1 + 1);
  });

  test('counts the objects of arguments, which were read whatever came', () => {
    const text =
      'query Q($filter: LoanFilter = { search: "a" }) { portfolio(id: "x") { loans(filter: $filter) { totalCount } } }';
    expect(answerCost(sound(text), {}, { portfolio: { loans: { totalCount: 0 } } })).toBe(1 + 1 + 1);
    const nested = { and: [{ search: 'a' }, { search: 'b' }] };
    expect(answerCost(sound(text), { filter: nested }, { portfolio: { loans: { totalCount: 0 } } })).toBe(
      1 + 1 + 3,
    );
  });

  test('is nothing where nothing came', () => {
    expect(answerCost(sound('{ me { id } }'), {}, null)).toBe(0);
  });
});
