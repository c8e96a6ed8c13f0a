import {
  type GraphQLArgument,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { nameOf, type Step } from './paths.ts';

/**
 * What a field is asked with. `$Portfolio` stands for the id of the portfolio that a case is about, `$loanId` and
 * `$borrower` for what it holds.
 */
const NAMED: Record<string, string> = {
  'Query.analytics.portfolioIds': '[$Portfolio]',
  'Query.document.name': '$documentName',
  'Query.loan.id': '$Loan',
  'Query.portfolio.id': '$Portfolio',
  'Query.user.id': '$User',
  'Query.verifyAuditLog.tenantId': '$Tenant',
  'Portfolio.borrower.name': '$borrower',
  'Portfolio.loan.loanId': '$loanId',
  'Analytics.breakdown.by': '[SECTOR]',
  'Analytics.distribution.of': 'AMOUNT',
};

/** Optional arguments, by type or name, such that nothing is left out of the answer. */
const OPTIONAL: Record<string, string> = {
  AmortizationMethod: 'BULLET',
  BreakdownFigure: 'EXPECTED_LOSS',
  CashFlowMonthFigure: 'INTEREST',
  ConcentrationFigure: 'SECTOR_HHI',
  CovenantComplianceFigure: 'TOTAL_BREACHES',
  DefaultRiskFigure: 'UNEXPECTED_LOSS',
  HealthScoreFigure: 'QUALITY',
  HistogramBucketFigure: 'EXPOSURE',
  MaturityBucketFigure: 'EXPOSURE',
  MaturityProfileFigure: 'WEIGHTED_AVERAGE_MONTHS',
  PortfolioSummaryFigure: 'ANNUAL_INTEREST',
  RatingMigrationFigure: 'UPGRADES',
  AuditFilter: '{ from: "2000-01-01T00:00:00Z" }',
  BorrowerOrder: '{ by: EXPOSURE }',
  BreakdownOrder: '{ by: KEY }',
  CovenantThresholdsInput: '{ maxLeverage: "3" }',
  LoanFilter: '{ or: [{ search: "-" }, { amountFrom: "0.01" }] }',
  LoanOrder: '[{ by: AMOUNT, direction: DESC }]',
  PaymentFrequency: 'ANNUAL',
  PortfolioOrder: '{ by: TOTAL_EXPOSURE, direction: DESC }',
  asOf: '"2026-02-01"',
  buckets: '3',
  carryForward: 'true',
  covenant: '[LEVERAGE, INTEREST_COVERAGE]',
  defaultedAsD: 'true',
  direction: '[UPGRADE, DOWNGRADE, WITHDRAWN]',
  first: '50',
  lastPeriods: '5',
  minBreaches: '1',
  months: '3',
  name: 'null',
  search: '"-"',
  termMonths: '12',
  top: '5',
  version: '1',
  withdrawn: 'false',
};

/** What has a verdict of its own; what stands against `first` or the other spans; cursors, which are tried elsewhere. */
const LEFT_OUT = ['scenario', 'after', 'before', 'last', 'from', 'to'];

const SCENARIO = '[{ rateShift: { basisPoints: "10" } }]';

/** A field that is asked; `target`: the type that its answer is of. */
export type AskedField = Pick<Step, 'type' | 'field'> & Partial<Pick<Step, 'target'>>;

/** The arguments of a field as text, in brackets; `generous`: with the optional ones, too. */
export function argumentsOf(schema: GraphQLSchema, asked: AskedField, generous = false): string {
  const given = argumentsIn(schema, asked).flatMap((argument) => {
    const value = namedValue(asked, argument) ?? (generous ? optionalValue(asked, argument) : undefined);
    if (value === undefined && isRequiredArgument(argument)) throw unknown('NAMED', asked, argument);
    return value === undefined ? [] : [`${argument.name}: ${value}`];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

export function argumentsIn(schema: GraphQLSchema, { type, field }: AskedField): readonly GraphQLArgument[] {
  const parent = schema.getType(type);
  return (isObjectType(parent) && parent.getFields()[nameOf(field)]?.args) || [];
}

function namedValue({ type, field, target }: AskedField, { name }: GraphQLArgument): string | undefined {
  if (field.endsWith(`(${name})`)) return SCENARIO;
  if (type === 'Query' && field === 'node') return `$${target}`;
  if (type === 'Query' && field === 'nodes') return `[$${target}]`;
  return NAMED[`${type}.${nameOf(field)}.${name}`];
}

/** By its type, else by its name. */
function optionalValue(asked: AskedField, argument: GraphQLArgument): string | undefined {
  const { name, type } = argument;
  if (LEFT_OUT.includes(name)) return undefined;
  const value = OPTIONAL[getNamedType(type).name] ?? OPTIONAL[name];
  if (value === undefined) throw unknown('OPTIONAL', asked, argument);
  return value;
}

const unknown = (list: string, { type, field }: AskedField, { name }: GraphQLArgument) =>
  new Error(`Say in ${list} what ${type}.${field}(${name}:) is asked with.`);
