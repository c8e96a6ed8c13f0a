import fc from 'fast-check';
import { Decimal, toMoney } from '../../../../../src/platform/decimal.ts';
import { load } from '../../../../../src/platform/graphql/context.ts';
import { LoanDimension } from '../../../../../src/subgraphs/credit/analytics/breakdown/breakdown.input.ts';
import { groupsLoader } from '../../../../../src/subgraphs/credit/analytics/breakdown/breakdown.rows.ts';
import {
  breakdownGroup,
  type GroupTotals,
} from '../../../../../src/subgraphs/credit/analytics/breakdown/breakdown.ts';
import type { LoanDimensionName } from '../../../../../src/subgraphs/credit/analytics/breakdown/breakdown-dimensions.ts';
import {
  FIGURE_NAMES,
  type GroupSums,
} from '../../../../../src/subgraphs/credit/analytics/breakdown/breakdown-figures.ts';
import { impactOf } from '../../../../../src/subgraphs/credit/analytics/summary/portfolio-impact.rows.ts';
import { summaryAggregatesLoader } from '../../../../../src/subgraphs/credit/analytics/summary/summary.rows.ts';
import { summaryOf } from '../../../../../src/subgraphs/credit/analytics/summary/summary.ts';
import { creditDb } from '../../../../../src/subgraphs/credit/entities.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import type { LoanStatus } from '../../../../../src/subgraphs/credit/loan/loan-status.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addDefaultRate, addLender, addPortfolio, contextOf, type Lender, TODAY } from '../book.ts';
import { addBook, anyBook } from '../random-book.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addDefaultRate(db, lender, ['AA+', '0.000123', '0.4321', '0.2']);
  await addDefaultRate(db, lender, ['BB', '0.0567', '0.5', '1']);
  await addDefaultRate(db, lender, ['D', '1', '0.3333', '1.5']);
});

const args = { asOf: TODAY, filter: null as LoanFilter | null, scenario: [] };

type Totals = GroupTotals & GroupSums;

async function groupsOf(keys: string[], by: LoanDimensionName[], viewedBy = lender, figures = FIGURE_NAMES) {
  const request = { by, first: 1000, sort: 'KEY' as const, direction: 'ASC' as const, figures };
  const question = { parentKey: keys.join(' '), args: { ...args, ...request } };
  const { groups, groupCount } = await load(contextOf(db, viewedBy), groupsLoader, question);
  expect(groupCount).toBe(groups.length);
  return groups as Totals[];
}

const totalsOf = (key: string, filter: LoanFilter | null = null) =>
  load(contextOf(db, lender), summaryAggregatesLoader, { parentKey: key, args: { ...args, filter } });

type Sum = {
  [Name in keyof Totals]: Totals[Name] extends string | number ? Name : never;
}[keyof Totals];
const sum = (groups: Totals[], name: Sum) => Decimal.sum(0, ...groups.map((group) => group[name])).toFixed();
const absent = (names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));
const exact = (value: string | number) => new Decimal(value).toFixed();

const dimensions = fc.uniqueArray(fc.constantFrom(...Object.values(LoanDimension)), {
  minLength: 1,
  maxLength: 4,
});

test('the groups add up to the whole, by whatever dimensions', () =>
  fc.assert(
    fc.asyncProperty(anyBook, dimensions, async (book, by) => {
      const key = await addBook(db, lender, book);
      const groups = await groupsOf([key], by);
      const whole = await totalsOf(key);
      for (const name of [
        'loanCount',
        'performingCount',
        'exposure',
        'rateSum',
        'exposureRateSum',
        'liveExposure',
        'liveExposureDaySum',
      ] as const) {
        expect(sum(groups, name)).toBe(exact(whole[name]));
      }
      const { expectedLoss, riskWeightedAssets } = await impactOf(
        creditDb(contextOf(db, lender)),
        key,
        lender.tenantKey,
      );
      expect(toMoney(sum(groups, 'expectedLoss'))).toBe(expectedLoss);
      expect(toMoney(sum(groups, 'riskWeightedAssets'))).toBe(riskWeightedAssets);
      for (const { totalExposure } of groups) expect(exact(totalExposure)).toBe(exact(whole.exposure));
      expect(new Set(groups.map(({ keys }) => JSON.stringify(keys))).size).toBe(groups.length);
    }),
    { numRuns: 60 },
  ));

test('the groups of two dimensions add up to those of either', () =>
  fc.assert(
    fc.asyncProperty(
      anyBook,
      dimensions.filter(({ length }) => length > 1),
      fc.nat(1),
      async (book, [a, b], place) => {
        const key = await addBook(db, lender, book);
        const pairs = await groupsOf([key], [a, b] as LoanDimensionName[]);
        const single = await groupsOf([key], [[a, b][place] as LoanDimensionName]);
        for (const group of single) {
          const parts = pairs.filter(({ keys }) => keys[place] === group.keys[0]);
          for (const name of [
            'loanCount',
            'loansInBreach',
            'exposure',
            'expectedLoss',
            'exposurePdSum',
            'exposureFactorSum',
          ] as const) {
            expect(sum(parts, name)).toBe(exact(group[name]));
          }
        }
      },
    ),
    { numRuns: 40 },
  ));

test('a group has the numbers of a summary that is filtered to it', () =>
  fc.assert(
    fc.asyncProperty(anyBook, async (book) => {
      const key = await addBook(db, lender, book);
      for (const totals of await groupsOf([key], ['SECTOR', 'STATUS'])) {
        const [sector, status] = totals.keys as [string, LoanStatus];
        const summary = summaryOf(await totalsOf(key, { sector: [sector], status: [status] }));
        expect(breakdownGroup(totals, FIGURE_NAMES)).toMatchObject({
          loanCount: summary.totalLoans,
          borrowerCount: summary.borrowerCount,
          exposure: summary.totalExposure,
          averageRate: summary.averageRate,
          weightedAverageRate: summary.weightedAverageRate,
          averageRating: summary.averageRating,
          weightedAverageMaturityMonths: summary.weightedAverageMaturityMonths,
        });
      }
    }),
    { numRuns: 25 },
  ));

test('a figure is the same whichever others are asked for with it, and not there where it is not', () =>
  fc.assert(
    fc.asyncProperty(anyBook, dimensions, fc.subarray(FIGURE_NAMES), async (book, by, asked) => {
      const key = await addBook(db, lender, book);
      const whole = (await groupsOf([key], by)).map((totals) => breakdownGroup(totals, FIGURE_NAMES));
      const part = (await groupsOf([key], by, lender, asked)).map((totals) => breakdownGroup(totals, asked));
      const others = FIGURE_NAMES.filter((name) => !asked.includes(name));
      expect(part).toEqual(whole.map((group) => ({ ...group, ...absent(others) })));
    }),
    { numRuns: 40 },
  ));

test('loansInBreach counts what the filter `inBreach` selects', () =>
  fc.assert(
    fc.asyncProperty(anyBook, async (book) => {
      const key = await addBook(db, lender, book);
      const inBreach = await totalsOf(key, { inBreach: true });
      expect(sum(await groupsOf([key], ['COUNTRY']), 'loansInBreach')).toBe(exact(inBreach.loanCount));
    }),
    { numRuns: 25 },
  ));

describe('who may see it', () => {
  test('two tenants never mix, not even in one selection', async () => {
    const south = await addLender(db, 'south');
    const theirs = await addPortfolio(db, south, [{ amount: '1', sector: 'Theirs' }]);
    const ours = await addPortfolio(db, lender, [{ amount: '2' }]);
    expect(await groupsOf([ours, theirs], ['SECTOR', 'PORTFOLIO'])).toEqual(
      await groupsOf([ours], ['SECTOR', 'PORTFOLIO']),
    );
    expect(await groupsOf([theirs], ['SECTOR'])).toEqual([]);
    expect(await groupsOf([ours, theirs], ['SECTOR'], south)).toEqual(
      await groupsOf([theirs], ['SECTOR'], south),
    );
  });
});
