import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryEntries, searched } from '../../../src/gateway/playground/app/library/entry.ts';
import { firstVariables } from '../../../src/gateway/playground/app/library/first-variables.ts';
import { firstDraft } from '../../../src/gateway/playground/app/reports/first-draft.ts';
import { publicSchema, sound } from './public-schema.ts';

const examples = 'schema/operations/examples';
const entries = libraryEntries(
  Object.fromEntries(
    readdirSync(examples).map((name) => [`../${name}`, readFileSync(join(examples, name), 'utf8')]),
  ),
);

describe('the library', () => {
  test('has a title and a description for each file, in the order of their numbers', () => {
    const texts = {
      'a/10-last-one.graphql': '# Words,\n# and more.\nquery A { me { id } }',
      'a/2-first.graphql': '{ me { id } }',
    };
    expect(libraryEntries(texts).map(({ title, description }) => [title, description])).toEqual([
      ['First', ''],
      ['Last one', 'Words, and more.'],
    ]);
  });

  test('has the questions that analysts come with', () => {
    expect(entries.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Portfolio triage', 'Why is expected loss so high']),
    );
    expect(entries.filter(({ description }) => description === '')).toEqual([]);
  });

  test('is searched by all words of titles, descriptions and texts', () => {
    expect(searched(entries, 'ATTENTION breaches').map(({ title }) => title)).toEqual(['Portfolio triage']);
    expect(searched(entries, 'nothing-has-this')).toEqual([]);
    expect(searched(entries, '  ')).toHaveLength(entries.length);
  });
});

describe('the variables that a document is opened with', () => {
  const beginnings = { portfolioId: 'P', loan: { id: 'L', loanId: 'L-1', borrower: 'Acme' } };
  const variablesOf = (text: string) => firstVariables(sound(text), beginnings);

  test('begin with the first portfolio and its first loan, wherever one is asked for', () => {
    const text = `query Q($id: ID!, $portfolioId: ID!, $ids: [ID!]!, $loan: ID!, $number: String!, $name: String!) {
      portfolio(id: $id) { loan(loanId: $number) { id } borrower(name: $name) { name } }
      other: portfolio(id: $portfolioId) { name }
      analytics(portfolioIds: $ids) { asOf }
      loan(id: $loan) { id }
    }`;
    expect(variablesOf(text)).toEqual({
      id: 'P',
      portfolioId: 'P',
      ids: ['P'],
      loan: 'L',
      number: 'L-1',
      name: 'Acme',
    });
  });

  test('are none for what may be left out', () => {
    expect(
      variablesOf(
        'query Q($first: Int, $n: Int! = 3) { portfolios(first: $first) { totalCount } p: portfolios(first: $n) { totalCount } }',
      ),
    ).toEqual({});
  });

  test('are empty values of their type where nothing fits', () => {
    const text = `query Q($by: [LoanDimension!]!, $of: LoanMeasure!, $order: PortfolioOrder!, $id: ID!) {
      portfolios(orderBy: $order) { nodes { analytics { breakdown(by: $by) { groupCount } distribution(of: $of) { from } } } }
      user(id: $id) { id }
    }`;
    expect(variablesOf(text)).toEqual({ by: [], of: 'AMOUNT', order: {}, id: '' });
    expect(firstVariables(sound('query Q($id: ID!) { portfolio(id: $id) { id } }'), {})).toEqual({ id: '' });
  });
});

test('a report is first called as its query is, and has every list as a table', () => {
  const text =
    '# What to watch,\n# loan by loan.\nquery WatchList2 { portfolios { nodes { name loans { nodes { id } } } } }';
  expect(firstDraft(publicSchema, text, 'WatchList2')).toEqual({
    name: 'watch-list2',
    description: 'What to watch, loan by loan.',
    body: text,
    lists: ['portfolios.nodes', 'portfolios.nodes.loans.nodes'],
  });
  expect(firstDraft(publicSchema, '{', null)).toMatchObject({ name: '', lists: [] });
});
