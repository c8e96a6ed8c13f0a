/** What a loan filter means, said a second time and in plain JavaScript: the tests compare SQL with this. */
export interface FilterLoan {
  loanId: string;
  borrower: string;
  borrowerGroup: string | null;
  amount: number;
  rate: number;
  sector: string;
  maturityDate: string;
  creditRating: string | null;
  status: string;
  country: string | null;
  debtToEquity: number | null;
  interestCoverage: number | null;
  leverageRatio: number | null;
  updatedAt: string;
}

export type Filter = {
  [Name in 'loanId' | 'creditRating' | 'sector' | 'status' | 'country' | 'borrower' | 'borrowerGroup']?:
    | string[]
    | null;
} & {
  [Name in 'search' | 'amountFrom' | 'amountTo' | 'rateFrom' | 'rateTo' | 'updatedFrom' | 'updatedTo']?:
    | string
    | null;
} & {
  [Name in 'maturityFrom' | 'maturityTo']?: string | null;
} & {
  unrated?: boolean | null;
  inBreach?: boolean | null;
  pdFrom?: number | null;
  pdTo?: number | null;
  and?: Filter[] | null;
  or?: Filter[] | null;
  not?: Filter | null;
};

/** PD by grade, of the grades that the tenant's table has. */
export type Pds = Record<string, number>;

const isIn = (value: string | null, list: string[]) =>
  list.length === 0 || (value !== null && list.includes(value));

const breaches = ({ debtToEquity, interestCoverage, leverageRatio }: FilterLoan) =>
  (debtToEquity !== null && (debtToEquity > 3.5 || debtToEquity < 0)) ||
  (interestCoverage !== null && interestCoverage < 2.5) ||
  (leverageRatio !== null && (leverageRatio > 4 || leverageRatio < 0));

type Predicates = {
  [Name in keyof Required<Filter>]: (
    wanted: NonNullable<Filter[Name]>,
    loan: FilterLoan,
    pd: number | undefined,
    pds: Pds,
  ) => boolean;
};

const PREDICATES: Predicates = {
  loanId: (list, loan) => isIn(loan.loanId, list),
  creditRating: (list, loan) => isIn(loan.creditRating, list),
  sector: (list, loan) => isIn(loan.sector, list),
  status: (list, loan) => isIn(loan.status, list),
  country: (list, loan) => isIn(loan.country, list),
  borrower: (list, loan) => isIn(loan.borrower, list),
  borrowerGroup: (list, loan) => isIn(loan.borrowerGroup, list),
  search: (text, { loanId, borrower }) =>
    [loanId, borrower].some((hay) => hay.toLowerCase().includes(text.toLowerCase())),
  amountFrom: (limit, { amount }) => amount >= Number(limit),
  amountTo: (limit, { amount }) => amount <= Number(limit),
  rateFrom: (limit, { rate }) => rate >= Number(limit),
  rateTo: (limit, { rate }) => rate <= Number(limit),
  maturityFrom: (day, { maturityDate }) => maturityDate >= day,
  maturityTo: (day, { maturityDate }) => maturityDate <= day,
  updatedFrom: (instant, { updatedAt }) => updatedAt >= instant,
  updatedTo: (instant, { updatedAt }) => updatedAt <= instant,
  unrated: (wanted, _, pd) => wanted === (pd === undefined),
  pdFrom: (limit, _, pd) => pd !== undefined && pd >= limit,
  pdTo: (limit, _, pd) => pd !== undefined && pd <= limit,
  inBreach: (wanted, loan) => wanted === breaches(loan),
  and: (filters, loan, _, pds) => filters.every((filter) => selects(filter, loan, pds)),
  or: (filters, loan, _, pds) => filters.length === 0 || filters.some((filter) => selects(filter, loan, pds)),
  not: (filter, loan, _, pds) => !selects(filter, loan, pds),
};

export function selects(filter: Filter, loan: FilterLoan, pds: Pds): boolean {
  const pd = loan.creditRating === null ? undefined : pds[loan.creditRating];
  return Object.entries(filter).every(([name, wanted]) => {
    const predicate = PREDICATES[name as keyof Filter] as (...args: unknown[]) => boolean;
    return wanted === null || wanted === undefined || predicate(wanted, loan, pd, pds);
  });
}
