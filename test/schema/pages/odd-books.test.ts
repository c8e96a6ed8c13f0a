import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { addPortfolio } from '../../subgraphs/credit/books.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity } from '../../support/identity-fixtures.ts';
import { pagesOf } from './ask-page.ts';
import { PAGES } from './pages.ts';
import { addUnratedBook } from './small-book.ts';

const NAMES = Object.keys(PAGES);
const DECIMAL = /^-?\d+\.\d+$/;

const database = useTestDatabase();
let manager: Viewer;
beforeAll(async () => {
  manager = (await seedIdentity(database)).a.viewers.PORTFOLIO_MANAGER;
});

/** Every value of an answer that is no object and no list, with its field's name. */
function valuesIn(value: unknown, field = ''): [field: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[field, value]];
  return Object.entries(value).flatMap(([key, item]) => valuesIn(item, Array.isArray(value) ? field : key));
}

const isNumber = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value));

describe('of an empty portfolio', () => {
  test.each(NAMES)('%s shows nothing but zeros', async (name) => {
    const { data, errors } = await pagesOf(database, manager, await addPortfolio(database, manager))(name);
    expect(errors).toEqual([]);
    expect(data.portfolio.name).toBe('Book');
    const numbers = valuesIn(data).filter(([, value]) => isNumber(value));
    expect(numbers.filter(([, value]) => Number(value) !== 0)).toEqual([]);
  });
});

describe('of a book without a grade, a ratio or a snapshot', () => {
  let ask: ReturnType<typeof pagesOf>;
  beforeAll(async () => {
    ask = pagesOf(database, manager, await addUnratedBook(database, manager));
  });

  /** Whoever defaults in a stress gets a grade by it. */
  const WITHOUT_DEFAULTS = { severe: [] };
  const UNKNOWN = [
    'averageRating',
    'creditRating',
    'portfolioPd',
    'averagePd',
    'averageRecoveryRate',
    'quality',
    'score',
  ];
  const NONE = [
    'expectedLoss',
    'unexpectedLoss',
    'riskWeightedAssets',
    'coverage',
    'loansInBreach',
    'observations',
  ];

  test.each(NAMES)('%s makes up nothing', async (name) => {
    const { data, errors } = await ask(name, name === 'stress-testing' ? WITHOUT_DEFAULTS : {});
    expect(errors).toEqual([]);
    const values = valuesIn(data);
    expect(values.filter(([field, value]) => UNKNOWN.includes(field) && value !== null)).toEqual([]);
    expect(values.filter(([field, value]) => NONE.includes(field) && Number(value) !== 0)).toEqual([]);
  });

  test('it is said how much is not known', async () => {
    const { data: risk } = await ask('default-probability');
    const unrated = { unratedCount: 5, unratedExposure: '1000000.00', coverage: 0 };
    expect(risk.portfolio.analytics.defaultRisk).toMatchObject(unrated);

    const { data: covenants } = await ask('covenants');
    const untested = ['DEBT_TO_EQUITY', 'INTEREST_COVERAGE', 'LEVERAGE'].map((covenant) => ({
      covenant,
      count: 5,
    }));
    expect(covenants.portfolio.analytics.covenants.untested).toEqual(untested);

    const { data: health } = await ask('portfolio-health');
    const marks = {
      performance: 60,
      quality: null,
      concentration: 60,
      maturity: 70,
      score: null,
      level: null,
    };
    expect(health.portfolio.analytics.health).toEqual(marks);
  });
});
