/** What a book is to look like; amounts in its currency. */
export interface BookPlan {
  name: string;
  description: string;
  /** Begins every loan's number. */
  prefix: string;
  loanCount: number;
  seed: number;
  /** Half of the loans are smaller. */
  medianAmount: number;
  /** Standard deviation of the amounts' logarithms. */
  amountSpread: number;
  /** Where the grades are centred: 8 is BBB, 11 is BB. */
  meanNotch: number;
}

export const BOOK_PLANS: readonly BookPlan[] = [
  {
    name: 'Corporate Loans',
    description: 'Demo data: large bilateral loans and shares of syndicates.',
    prefix: 'CL',
    loanCount: 50,
    seed: 18,
    medianAmount: 9_000_000,
    amountSpread: 0.8,
    meanNotch: 8,
  },
  {
    name: 'Mid-Market Lending',
    description: 'Demo data: term loans to companies of middle size.',
    prefix: 'MM',
    loanCount: 250,
    seed: 2,
    medianAmount: 2_400_000,
    amountSpread: 0.9,
    meanNotch: 9.5,
  },
  {
    name: 'SME Book',
    description: 'Demo data: loans to small companies.',
    prefix: 'SME',
    loanCount: 1000,
    seed: 3,
    medianAmount: 320_000,
    amountSpread: 1,
    meanNotch: 10.5,
  },
];
