import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addLender, addPortfolio, type Lender } from '../book.ts';
import { addHistories, type History } from './rating-histories.ts';

const db = useTestDatabase();
let lender: Lender;
let first: string;
let second: string;

const HISTORIES: History[] = [
  { '2024-01-01': 'A', '2025-01-01': 'BB', '2026-01-01': 'BB+' },
  { '2024-01-01': 'BB', '2025-01-01': 'BB', '2026-01-01': 'D' },
  { '2024-01-01': 'CCC', '2025-01-01': 'NR', '2026-01-01': 'B' },
];

beforeAll(async () => {
  lender = await addLender(db, 'north');
  first = await addPortfolio(db, lender, [{ amount: '10' }, { amount: '20' }, { amount: '30' }]);
  second = await addPortfolio(db, lender, [{ amount: '1' }]);
  await addHistories(db, first, HISTORIES);
  await addHistories(db, second, [{ '2024-01-01': 'B', '2025-01-01': 'B+' }]);
});

/** `ratingMigration` with these arguments and fields, over one portfolio. */
async function migration(args: string, fields: string, key = first) {
  const source = `query ($ids: [ID!]) { analytics(portfolioIds: $ids) { ratingMigration${args} { ${fields} } } }`;
  const { data, errors } = await ask(db, lender, source, { ids: [toGlobalId('Portfolio', key)] });
  return { migration: data?.analytics.ratingMigration, errors };
}

const issuesOf = ({ errors }: Awaited<ReturnType<typeof migration>>) => {
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  return errors[0]?.extensions.issues;
};

test('the whole of it', async () => {
  const { migration: answer, errors } = await migration(
    '(carryForward: null, lastPeriods: null)',
    `from to observations upgrades downgrades stable withdrawn fallenAngels risingStars defaults fallenAngelExposure
     grades transitionMatrix { from observations counts probabilities withdrawnCount withdrawnProbability }
     periods { from to months observations } notchChanges { notches count }`,
  );
  expect(errors).toEqual([]);
  // 2024: A → BB, BB → BB, CCC → NR. 2025: BB → BB+, BB → D; L-3 has no grade at its start.
  expect(answer).toMatchObject({
    from: '2024-01-01',
    to: '2026-01-01',
    observations: 5,
    upgrades: 1,
    downgrades: 2,
    stable: 1,
    withdrawn: 1,
    fallenAngels: 1,
    risingStars: 0,
    defaults: 1,
    fallenAngelExposure: '10.00',
    transitionMatrix: [
      { from: 'A', observations: 1 },
      { from: 'BB', observations: 3 },
      { from: 'CCC', observations: 1, withdrawnCount: 1, withdrawnProbability: 1 },
    ],
    periods: [
      { months: 366 / 30.4375, observations: 3 },
      { months: 365 / 30.4375, observations: 2 },
    ],
    notchChanges: [
      { notches: -1, count: 1 },
      { notches: 0, count: 1 },
      { notches: 6, count: 1 },
      { notches: 10, count: 1 },
    ],
  });
  expect(answer.grades).toHaveLength(22);
});

describe('arguments', () => {
  test('from after to is refused, both named', async () => {
    const issues = issuesOf(await migration('(from: "2025-01-02", to: "2025-01-01")', 'upgrades'));
    expect(issues).toEqual([
      { path: ['from'], message: '2025-01-02 is after `to`, 2025-01-01.' },
      { path: ['to'], message: '2025-01-01 is before `from`, 2025-01-02.' },
    ]);
  });
  test('from on to is one day, and so no period', async () => {
    const { migration: answer } = await migration(
      '(from: "2025-01-01", to: "2025-01-01")',
      'from to observations transitionMatrix { from } periods { from } notchChanges { count } moves { totalCount }',
    );
    expect(answer).toEqual({
      from: null,
      to: null,
      observations: 0,
      transitionMatrix: [],
      periods: [],
      notchChanges: [],
      moves: { totalCount: 0 },
    });
  });
  test.each([-1, 0, 101])('%i periods are refused', async (lastPeriods) => {
    const issues = issuesOf(await migration(`(lastPeriods: ${lastPeriods})`, 'upgrades'));
    expect(issues).toEqual([{ path: ['lastPeriods'], message: `${lastPeriods} is not from 1 to 100.` }]);
  });
  test.each([1, 100])('%i periods are not', async (lastPeriods) => {
    const { migration: answer } = await migration(`(lastPeriods: ${lastPeriods})`, 'periods { to }');
    expect(answer.periods).toHaveLength(Math.min(lastPeriods, 2));
  });
  test('a page of moves has its limits', async () => {
    expect(issuesOf(await migration('', 'moves(first: 0) { totalCount }'))).toEqual([
      { path: ['first'], message: '0 is not from 1 to 100.' },
    ]);
    expect(issuesOf(await migration('', 'moves(after: "x") { totalCount }'))).toMatchObject([
      { path: ['after'] },
    ]);
  });
});

describe('moves', () => {
  const NODE = 'loan { loanId amount } from to notches fromDate toDate direction';
  const dates = {
    2024: { fromDate: '2024-01-01', toDate: '2025-01-01' },
    2025: { fromDate: '2025-01-01', toDate: '2026-01-01' },
  };
  const [FELL, DIED, WENT, ROSE] = [
    {
      loan: { loanId: 'L-1', amount: '10.00' },
      from: 'A',
      to: 'BB',
      notches: 6,
      direction: 'DOWNGRADE',
      ...dates[2024],
    },
    {
      loan: { loanId: 'L-2', amount: '20.00' },
      from: 'BB',
      to: 'D',
      notches: 10,
      direction: 'DOWNGRADE',
      ...dates[2025],
    },
    {
      loan: { loanId: 'L-3', amount: '30.00' },
      from: 'CCC',
      to: 'NR',
      notches: null,
      direction: 'WITHDRAWN',
      ...dates[2024],
    },
    {
      loan: { loanId: 'L-1', amount: '10.00' },
      from: 'BB',
      to: 'BB+',
      notches: -1,
      direction: 'UPGRADE',
      ...dates[2025],
    },
  ];

  test('are the loans whose grade changed: the latest period first, then by loanId', async () => {
    const { migration: answer } = await migration('', `moves { totalCount nodes { ${NODE} } }`);
    expect(answer.moves).toEqual({ totalCount: 4, nodes: [ROSE, DIED, FELL, WENT] });
  });
  test.each([
    ['[UPGRADE]', [ROSE]],
    ['[DOWNGRADE]', [DIED, FELL]],
    ['[WITHDRAWN, UPGRADE, UPGRADE]', [ROSE, WENT]],
    ['[]', [ROSE, DIED, FELL, WENT]],
    ['null', [ROSE, DIED, FELL, WENT]],
  ])('of the directions %s', async (directions, nodes) => {
    const { migration: answer } = await migration(
      '',
      `moves(direction: ${directions}) { totalCount nodes { ${NODE} } }`,
    );
    expect(answer.moves).toEqual({ totalCount: nodes.length, nodes });
  });
  test('come page by page', async () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const page: string = `moves(first: 1, after: ${JSON.stringify(after)}) { nodes { ${NODE} } pageInfo { hasNextPage endCursor } }`;
      const { moves } = (await migration('', page)).migration;
      seen.push(...moves.nodes);
      after = moves.pageInfo.hasNextPage ? (moves.pageInfo.endCursor as string) : null;
    } while (after);
    expect(seen).toEqual([ROSE, DIED, FELL, WENT]);
  });
  test('are those of the periods that are asked for', async () => {
    const { migration: answer } = await migration('(lastPeriods: 1)', `moves { nodes { ${NODE} } }`);
    expect(answer.moves.nodes).toEqual([ROSE, DIED]);
  });
  test('show the stored loan, whatever a scenario makes of it', async () => {
    const source = `query ($s: [ShockInput!]) { analytics(scenario: $s) {
      ratingMigration { fallenAngelExposure moves(first: 100) { nodes { loan { loanId amount } from to } } } } }`;
    const added = { loanId: 'N', borrower: 'New', amount: '1', rate: '1', sector: 'Retail' };
    const s = [
      { changeLoan: { loanId: 'L-1', amount: '5' } },
      { removeLoan: { loanId: 'L-2' } },
      { addLoan: { ...added, maturityDate: '2030-01-01', status: 'PERFORMING' } },
    ];
    const { data, errors } = await ask(db, lender, source, { s });
    expect(errors).toEqual([]);
    expect(data.analytics.ratingMigration.fallenAngelExposure).toBe('5.00');
    expect(data.analytics.ratingMigration.moves.nodes).toEqual([
      { loan: ROSE!.loan, from: 'BB', to: 'BB+' },
      { loan: FELL!.loan, from: 'A', to: 'BB' },
      { loan: { loanId: 'L-1', amount: '1.00' }, from: 'B', to: 'B+' },
      { loan: WENT!.loan, from: 'CCC', to: 'NR' },
    ]);
  });
});

describe('statements', () => {
  const cost = async (fields: string, portfolios: number) => {
    const owner = await addLender(db, `owner of ${portfolios} ${fields.length}`);
    for (let n = 0; n < portfolios; n++)
      await addHistories(db, await addPortfolio(db, owner, [{}, {}]), HISTORIES.slice(0, 2));
    const source = `{ portfolios(first: 100) { nodes { analytics { ratingMigration { ${fields} } } } } }`;
    const statements = await statementsDuring(db.orm, async () => {
      const { data, errors } = await ask(db, owner, source);
      expect(errors).toEqual([]);
      expect(data.portfolios.nodes).toHaveLength(portfolios);
      expect(data.portfolios.nodes[0].analytics.ratingMigration).toMatchObject({ downgrades: 2 });
    });
    return statements.filter((statement) => statement.includes('rating_history')).length;
  };
  test.each([2, 50])('the numbers of %i portfolios take one', async (portfolios) => {
    expect(await cost('downgrades transitionMatrix { from } periods { months }', portfolios)).toBe(1);
  });
  test.each([2, 50])('their moves one more, and their count another', async (portfolios) => {
    expect(await cost('downgrades moves { nodes { to loan { loanId } } }', portfolios)).toBe(2);
    expect(await cost('downgrades moves { totalCount nodes { to loan { loanId } } }', portfolios)).toBe(3);
  });
});
