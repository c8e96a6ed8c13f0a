import { answerPlaces, listPaths } from '../../../src/gateway/playground/app/documents/answer-places.ts';
import { cellText } from '../../../src/gateway/playground/app/results/cell-text.ts';
import type { Column } from '../../../src/gateway/playground/app/results/columns.ts';
import { compareDecimals, grouped } from '../../../src/gateway/playground/app/results/decimals.ts';
import { ordered } from '../../../src/gateway/playground/app/results/order.ts';
import { mainTable, type ResultTable, tablesOf } from '../../../src/gateway/playground/app/results/tables.ts';
import { publicSchema, sound } from './public-schema.ts';

function tables(query: string, data: Record<string, unknown>): ResultTable[] {
  sound(query);
  return tablesOf(publicSchema, {
    query,
    variables: {},
    operationName: null,
    answer: { data },
    durationMs: 1,
    bytes: 1,
  });
}

const tableAt = (path: string, all: ResultTable[]) => all.find((table) => table.path === path) as ResultTable;
const labels = ({ columns }: ResultTable) => columns.map(({ label }) => label);
const cells = ({ rows, columns }: ResultTable) =>
  rows.map((row) => columns.map(({ valueIn }) => valueIn(row)));
const columnNamed = (label: string, { columns }: ResultTable) =>
  columns.find((column) => column.label === label) as Column;

const BOOK = `{
  portfolios { nodes { name owner { fullName } loans { nodes { loanId amount creditRating maturityDate } } } }
}`;
const book = {
  portfolios: {
    nodes: [
      {
        name: 'A',
        owner: { fullName: 'Ada' },
        loans: { nodes: [loan('L2', '10.00', 'BB'), loan('L10', '9.50', null)] },
      },
      {
        name: 'B',
        owner: { fullName: null },
        loans: { nodes: [loan('L1', '100000000000000000.01', 'AAA')] },
      },
    ],
  },
};
function loan(loanId: string, amount: string, creditRating: string | null) {
  return { loanId, amount, creditRating, maturityDate: '2030-01-01' };
}

describe('the lists of an answer', () => {
  test('are found by the names that lead to them, with as many rows as all of them together', () => {
    expect(tables(BOOK, book).map(({ path, rows }) => [path, rows.length])).toEqual([
      ['portfolios.nodes', 2],
      ['portfolios.nodes.loans.nodes', 3],
    ]);
  });

  test('are named as a report names them, aliases and fragments included', () => {
    const document = sound(
      '{ mine: portfolios { ...P } } fragment P on PortfolioConnection { all: nodes { loans { edges { node { id } } } } }',
    );
    expect(listPaths(answerPlaces(document))).toEqual(['mine.all', 'mine.all.loans.edges']);
  });

  test('begin with the one that was most likely asked for: none within another, the longest', () => {
    expect(mainTable(tables(BOOK, book))?.path).toBe('portfolios.nodes');
    const [one] = book.portfolios.nodes;
    expect(mainTable(tables(BOOK, { portfolios: { nodes: [one] } }))?.path).toBe(
      'portfolios.nodes.loans.nodes',
    );
  });

  test('are one row of the values that lie in none', () => {
    const all = tables('{ me { fullName } portfolios { nodes { name } } }', {
      me: { fullName: 'Ada' },
      portfolios: { nodes: [{ name: 'A' }] },
    });
    expect(mainTable(all)?.path).toBe('portfolios.nodes');
    expect(cells(tableAt('', all))).toEqual([['Ada']]);
    expect(mainTable(tables('{ me { fullName } }', { me: { fullName: 'Ada' } }))?.path).toBe('');
  });

  test('may be missing in part of the answer, or altogether', () => {
    const query = '{ portfolio(id: "x") { loans { nodes { loanId } } } }';
    expect(tableAt('portfolio.loans.nodes', tables(query, { portfolio: null })).rows).toEqual([]);
    expect(
      tablesOf(publicSchema, {
        query,
        variables: {},
        operationName: null,
        answer: { errors: [] },
        durationMs: 1,
        bytes: 1,
      }),
    ).toEqual([]);
  });
});

describe('the columns of a list', () => {
  test('are its values in the order of the document, those of objects by their whole name', () => {
    const table = tableAt('portfolios.nodes', tables(BOOK, book));
    expect(labels(table)).toEqual(['name', 'owner.fullName']);
    expect(cells(table)).toEqual([
      ['A', 'Ada'],
      ['B', null],
    ]);
  });

  test('begin with what the enclosing lists say of a row', () => {
    const table = tableAt('portfolios.nodes.loans.nodes', tables(BOOK, book));
    expect(labels(table)).toEqual(['nodes.name', 'loanId', 'amount', 'creditRating', 'maturityDate']);
    expect(cells(table)[2]).toEqual(['B', 'L1', '100000000000000000.01', 'AAA', '2030-01-01']);
    expect(table.columns.map(({ kind }) => kind)).toEqual(['text', 'text', 'decimal', 'grade', 'date']);
  });

  test('are there where the list is empty', () => {
    const table = tableAt('portfolios.nodes', tables(BOOK, { portfolios: { nodes: [] } }));
    expect(labels(table)).toEqual(['name', 'owner.fullName']);
  });

  test('take the entries of a list of values, called as a list of names beside the table says', () => {
    const query = '{ analytics { ratingMigration { grades transitionMatrix { from probabilities } } } }';
    const data = {
      analytics: {
        ratingMigration: {
          grades: ['AAA', 'D'],
          transitionMatrix: [{ from: 'AAA', probabilities: [0.9, 0.1] }],
        },
      },
    };
    const table = tableAt('analytics.ratingMigration.transitionMatrix', tables(query, data));
    expect(labels(table)).toEqual(['from', 'probabilities AAA', 'probabilities D']);
    expect(cells(table)).toEqual([['AAA', 0.9, 0.1]]);
  });

  test('are counted where nothing names the entries, and keep the list’s name for a single one', () => {
    const query = (by: string) => `{ analytics { breakdown(by: [${by}]) { groups { keys exposure } } } }`;
    const data = (keys: (string | null)[]) => ({
      analytics: { breakdown: { groups: [{ keys, exposure: '1.00' }] } },
    });
    const path = 'analytics.breakdown.groups';
    expect(labels(tableAt(path, tables(query('SECTOR'), data(['Retail']))))).toEqual(['keys', 'exposure']);
    const two = tableAt(path, tables(query('SECTOR, CREDIT_RATING'), data(['Retail', 'BB'])));
    expect(labels(two)).toEqual(['keys 1', 'keys 2', 'exposure']);
    expect(two.columns.map(({ kind }) => kind)).toEqual(['text', 'grade', 'decimal']);
  });
});

describe('the order of rows', () => {
  const table = tableAt('portfolios.nodes.loans.nodes', tables(BOOK, book));
  const order = (label: string, direction: 'ascending' | 'descending') => {
    const column = columnNamed(label, table);
    return ordered(table.rows, column, { key: column.key, direction }).map(({ item }) => item.loanId);
  };

  test('is by number where there are numbers in words', () => {
    expect(order('loanId', 'ascending')).toEqual(['L1', 'L2', 'L10']);
  });

  test('is exact for decimals that no float holds', () => {
    expect(order('amount', 'ascending')).toEqual(['L10', 'L2', 'L1']);
    expect(compareDecimals('100000000000000000.01', '100000000000000000.02')).toBe(-1);
    expect(compareDecimals('-2', '-10')).toBe(1);
    expect(compareDecimals('1.50', '1.5')).toBe(0);
  });

  test('is from best to worst for grades, and leaves rows without one last either way', () => {
    expect(order('creditRating', 'ascending')).toEqual(['L1', 'L2', 'L10']);
    expect(order('creditRating', 'descending')).toEqual(['L2', 'L1', 'L10']);
  });

  test('is the answer’s own for rows with the same value', () => {
    expect(order('maturityDate', 'descending')).toEqual(['L2', 'L10', 'L1']);
  });
});

test.each([
  ['100000000000000000.01', '100,000,000,000,000,000.01'],
  ['-1234.5000', '-1,234.5000'],
  ['999', '999'],
  ['0.000001', '0.000001'],
])('a decimal keeps its digits: %s', (decimal, shown) => {
  expect(grouped(decimal)).toBe(shown);
  expect(cellText(decimal, 'decimal')).toBe(shown);
});

test.each([
  [0.030088478825731, '0.030088'],
  [0.00000004, '4e-8'],
  [0, '0'],
  [12345, '12,345'],
])('a float is shown with the digits that say something: %d', (value, shown) => {
  expect(cellText(value, 'number')).toBe(shown);
});
