import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { useAsked } from './asked.ts';
import { literal, nestedFilter } from './documents.ts';

const IN_VARIABLE = 'query ($f: LoanFilter) { analytics(filter: $f) { asOf } }';
const inDocument = (filter: object) => `{ analytics(filter: ${literal(filter)}) { asOf } }`;
const inDefault = (filter: object) =>
  `query ($f: LoanFilter = ${literal(filter)}) { analytics(filter: $f) { asOf } }`;
const sectors = (count: number) => ({ sector: Array(count).fill('Retail') });
const loanIds = (count: number) => Array(count).fill(toGlobalId('Loan', 1));
const analytics = (field: string) => `{ analytics { ${field} } }`;

describe('a value', () => {
  const asked = useAsked();

  it('may be a list of 500, in the document and in a variable', async () => {
    await asked.executed(inDocument(sectors(500)));
    await asked.executed(inDefault(sectors(500)));
    await asked.executed(IN_VARIABLE, { f: sectors(500) });
    const refusal = { code: 'BAD_USER_INPUT', message: expect.stringContaining('501 items; at most 500') };
    expect(await asked.refused(inDocument(sectors(501)))).toMatchObject({
      ...refusal,
      places: ['analytics.filter.sector'],
    });
    expect(await asked.refused(inDefault(sectors(501)))).toMatchObject({ ...refusal, places: ['f.sector'] });
    expect(await asked.refused(IN_VARIABLE, { f: sectors(501) })).toMatchObject({
      ...refusal,
      places: ['f.sector'],
    });
  });

  it('may be nested 12 deep, in the document and in a variable', async () => {
    await asked.executed(inDocument(nestedFilter(12)));
    await asked.executed(IN_VARIABLE, { f: nestedFilter(12) });
    const refusal = { code: 'BAD_USER_INPUT', message: expect.stringContaining('more than 12 deep') };
    const nots = '.not'.repeat(12);
    expect(await asked.refused(inDocument(nestedFilter(13)))).toMatchObject({
      ...refusal,
      places: [`analytics.filter${nots}`],
    });
    expect(await asked.refused(IN_VARIABLE, { f: nestedFilter(13) })).toMatchObject({
      ...refusal,
      places: [`f${nots}`],
    });
  });

  it('may be nested as deep as JSON can be, and is refused all the same', async () => {
    const body = `{"query": "{ me { id } }", "variables": {"x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const response = await fetch(`${asked.server.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
  });

  it('is one of 10,000 in all variables', async () => {
    const lists = (more: number) => [...Array(20).fill(Array(498).fill(1)), Array(18 + more).fill(1)];
    await asked.executed('{ me { id } }', { lists: lists(0) });
    expect(await asked.refused('{ me { id } }', { lists: lists(1) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The variables hold 10001 values; at most 10000 are allowed.',
    });
  });

  it('that is too much is named with all others that are', async () => {
    const { places } = await asked.refused(
      'query ($f: LoanFilter, $n: Int) { portfolios(first: $n) { nodes { id loans(last: 0) { totalCount } } } analytics(filter: $f) { asOf } }',
      { n: 101, f: { ...sectors(501), borrower: Array(501).fill('B') } },
    );
    expect(places).toEqual(['f.sector', 'f.borrower', 'n', 'portfolios.nodes.loans.last']);
  });

  it('is named with 49 others at most', async () => {
    const { places } = await asked.refused('{ me { id } }', {
      x: Array(60).fill([[[[[[[[[[[[[]]]]]]]]]]]]]),
    });
    expect(places).toHaveLength(50);
  });

  it.each([
    ['ids', 100, (ids: unknown) => `{ nodes(ids: ${literal(ids)}) { id } }`, 'nodes.ids'],
    [
      'portfolios',
      500,
      (ids: unknown) => `{ analytics(portfolioIds: ${literal(ids)}) { asOf } }`,
      'analytics.portfolioIds',
    ],
  ])('may be a list of so many %s: %i', async (_, most, document, place) => {
    await asked.executed(document(loanIds(most)));
    expect((await asked.refused(document(loanIds(most + 1)))).places).toContain(place);
  });

  it.each([
    ['portfolios(first: %)', 1, 100, (field: string) => `{ ${field} { totalCount } }`, 'portfolios.first'],
    [
      'breakdown(by: [SECTOR], first: %)',
      1,
      1_000,
      (field: string) => analytics(`${field} { groupCount }`),
      'analytics.breakdown.first',
    ],
    [
      'cashFlow(months: %)',
      1,
      600,
      (field: string) => analytics(`${field} { month }`),
      'analytics.cashFlow.months',
    ],
    [
      'concentration(top: %)',
      1,
      100,
      (field: string) => analytics(`${field} { gini }`),
      'analytics.concentration.top',
    ],
    [
      'defaultRisk(top: %)',
      1,
      100,
      (field: string) => analytics(`${field} { coverage }`),
      'analytics.defaultRisk.top',
    ],
    [
      'distribution(of: PD, buckets: %)',
      1,
      100,
      (field: string) => analytics(`${field} { from }`),
      'analytics.distribution.buckets',
    ],
    [
      'ratingMigration(lastPeriods: %)',
      1,
      100,
      (field: string) => analytics(`${field} { stable }`),
      'analytics.ratingMigration.lastPeriods',
    ],
    [
      'covenants { breachedLoans(minBreaches: %) { totalCount } }',
      1,
      3,
      (field: string) => analytics(field),
      'analytics.covenants.breachedLoans.minBreaches',
    ],
    [
      'loans(first: %)',
      1,
      100,
      (field: string) => `{ portfolios { nodes { ${field} { totalCount } } } }`,
      'portfolios.nodes.loans.first',
    ],
    [
      'loans(last: %)',
      1,
      100,
      (field: string) => `{ portfolios { nodes { ${field} { totalCount } } } }`,
      'portfolios.nodes.loans.last',
    ],
    [
      'errors(first: %)',
      1,
      1_000,
      (field: string) => `{ node(id: "x") { ... on ImportRun { ${field} { row } } } }`,
      'node.errors.first',
    ],
    [
      'errors(after: %)',
      0,
      10_000,
      (field: string) => `{ node(id: "x") { ... on ImportRun { ${field} { row } } } }`,
      'node.errors.after',
    ],
    [
      'amortization(termMonths: %)',
      1,
      1_200,
      (field: string) => `{ node(id: "x") { ... on Loan { ${field} { totalInterest } } } }`,
      'node.amortization.termMonths',
    ],
  ])('stands at % in %s from %i to %i', async (field, least, most, documentWith, place) => {
    const inField = (value: number) => documentWith(field.replace('%', String(value)));
    const inVariable = `query ($n: Int) ${documentWith(field.replace('%', '$n'))}`;
    for (const value of [least, most]) {
      await asked.executed(inField(value));
      await asked.executed(inVariable, { n: value });
    }
    for (const value of [least - 1, most + 1]) {
      const message = `${value} is not from ${least} to ${most}.`;
      expect(await asked.refused(inField(value))).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: `${place}: ${message}`,
        places: [place],
      });
      const byVariable = { code: 'BAD_USER_INPUT', message: `n: ${message}`, places: ['n'] };
      expect(await asked.refused(inVariable, { n: value })).toMatchObject(byVariable);
      expect(await asked.refused(inVariable.replace('$n: Int', `$n: Int = ${value}`))).toMatchObject(
        byVariable,
      );
    }
  });

  it.each([
    ['breakdown(by: %) { groupCount }', 1, 4, 'SECTOR', 'analytics.breakdown.by'],
  ])('is a list of so many at % in %s', async (field, least, most, item, place) => {
    const document = (count: number) =>
      analytics(field.replace('%', `[${Array(count).fill(item).join(' ')}]`));
    for (const count of [least, most]) await asked.executed(document(count));
    for (const count of [least - 1, most + 1]) {
      expect(await asked.refused(document(count))).toMatchObject({
        message: `${place}: ${count} items; from ${least} to ${most}.`,
      });
    }
  });

  it.each([
    [
      '20 shocks',
      20,
      (count: number) =>
        `{ analytics(scenario: [${'{ removeLoan: { loanId: "L" } } '.repeat(count)}]) { asOf } }`,
      'analytics.scenario',
    ],
    [
      '5 orders',
      5,
      (count: number) =>
        `{ portfolios { nodes { loans(orderBy: [${'{ by: RATE } '.repeat(count)}]) { totalCount } } } }`,
      'portfolios.nodes.loans.orderBy',
    ],
  ])('may be a list of %s', async (_, most, document, place) => {
    await asked.executed(document(most));
    expect((await asked.refused(document(most + 1))).message).toBe(
      `${place}: ${most + 1} items; at most ${most}.`,
    );
  });
});
