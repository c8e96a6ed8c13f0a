import { chartData } from '../../../src/gateway/playground/app/results/chart/chart-data.ts';
import {
  type ChartSettings,
  defaultSettings,
} from '../../../src/gateway/playground/app/results/chart/chart-settings.ts';
import { type ResultTable, tablesOf } from '../../../src/gateway/playground/app/results/tables.ts';
import { publicSchema } from './public-schema.ts';

function table(query: string, data: Record<string, unknown>): ResultTable {
  const run = { query, variables: {}, operationName: null, answer: { data }, durationMs: 1, bytes: 1 };
  return tablesOf(publicSchema, run)[0] as ResultTable;
}

const group = (keys: string[], exposure: string, loanCount: number) => ({ keys, exposure, loanCount });
const GROUPS =
  '{ analytics { breakdown(by: [SECTOR, CREDIT_RATING]) { groups { keys exposure loanCount } } } }';
const groups = table(GROUPS, {
  analytics: {
    breakdown: {
      groups: [
        group(['Retail', 'BB'], '30.00', 3),
        group(['Energy', 'AAA'], '20.00', 2),
        group(['Retail', 'AAA'], '12.00', 1),
      ],
    },
  },
});
const MATRIX =
  '{ analytics { ratingMigration { grades transitionMatrix { from observations probabilities } } } }';
const matrix = table(MATRIX, {
  analytics: {
    ratingMigration: {
      grades: ['AAA', 'BB'],
      transitionMatrix: [
        { from: 'AAA', observations: 10, probabilities: [0.9, 0.1] },
        { from: 'BB', observations: 5, probabilities: [0, 1] },
      ],
    },
  },
});
const cashFlow = table('{ analytics { cashFlow { month interest total } } }', {
  analytics: {
    cashFlow: [
      { month: '2030-02-01', interest: '2.00', total: '7.00' },
      { month: '2030-01-01', interest: '1.00', total: '5.00' },
    ],
  },
});
const draw = ({ columns, rows }: ResultTable, part: Partial<ChartSettings> = {}) =>
  chartData({ ...defaultSettings(columns, rows), ...part }, columns, rows);

describe('what a chart begins with', () => {
  test.each<[string, ResultTable, Partial<ChartSettings>]>([
    [
      'bars of the first amounts by the first words',
      groups,
      { kind: 'bar', along: 'keys.0', values: ['exposure'] },
    ],
    ['a line where the rows are days', cashFlow, { kind: 'line', along: 'month', values: ['interest'] }],
    ['a heat map where there is a matrix', matrix, { kind: 'heat map', down: 'from', heat: 'probabilities' }],
  ])('is %s', (_what, { columns, rows }, expected) => {
    expect(defaultSettings(columns, rows)).toMatchObject(expected);
  });
});

describe('what a chart draws', () => {
  test('adds up the rows of a label, in the table’s order', () => {
    const { marks, along, isCombined } = draw(groups);
    expect(along).toEqual(['Retail', 'Energy']);
    expect(marks.map(({ along, value }) => [along, value])).toEqual([
      ['Retail', 42],
      ['Energy', 20],
    ]);
    expect(isCombined).toBe(true);
  });

  test.each([
    ['mean' as const, 21],
    ['largest' as const, 30],
  ])('or takes the %s of them', (combine, value) => {
    expect(draw(groups, { combine }).marks[0]?.value).toBe(value);
  });

  test('has a series for each column of numbers, days in their order', () => {
    const { marks, along, down, isTime } = draw(cashFlow, { values: ['interest', 'total'] });
    expect(along).toEqual(['2030-01-01', '2030-02-01']);
    expect(down).toEqual(['interest', 'total']);
    expect(marks).toContainEqual({ along: '2030-01-01', down: 'total', value: 5 });
    expect(isTime).toBe(true);
  });

  test('lays two columns of words out as a heat map, grades best first', () => {
    const { along, down, marks } = draw(groups, {
      kind: 'heat map',
      along: 'keys.1',
      down: 'keys.0',
      heat: 'exposure',
    });
    expect([along, down]).toEqual([
      ['AAA', 'BB'],
      ['Retail', 'Energy'],
    ]);
    expect(marks).toContainEqual({ along: 'BB', down: 'Retail', value: 30 });
  });

  test('lays a matrix out with its own labels', () => {
    const { along, down, marks } = draw(matrix);
    expect([along, down]).toEqual([
      ['AAA', 'BB'],
      ['AAA', 'BB'],
    ]);
    expect(marks).toEqual([
      { along: 'AAA', down: 'AAA', value: 0.9 },
      { along: 'BB', down: 'AAA', value: 0.1 },
      { along: 'AAA', down: 'BB', value: 0 },
      { along: 'BB', down: 'BB', value: 1 },
    ]);
  });

  test('leaves out what nobody could tell apart, and says how much', () => {
    const nodes = Array.from({ length: 130 }, (_, n) => ({ name: `P${n}`, loanCount: n }));
    const { along, leftOut } = draw(
      table('{ portfolios { nodes { name loanCount } } }', { portfolios: { nodes } }),
    );
    expect([along.length, leftOut]).toEqual([100, 30]);
  });
});
