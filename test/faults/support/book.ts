import type { Served } from './served.ts';

const HEADER = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status';

/** A file of so many sound loans of 1,000 each. */
export const loansCsv = (count: number): string =>
  [
    HEADER,
    ...Array.from(
      { length: count },
      (_, n) => `L${n},Borrower ${n % 997},1000,5.25,Retail,2031-06-30,BB,Performing`,
    ),
  ].join('\n');

const CREATE = 'mutation ($input: CreatePortfolioInput!) { createPortfolio(input: $input) { id version } }';
export const IMPORT = `mutation ($input: ImportLoansInput!) {
  importLoans(input: $input) { totalRows successful failed } }`;

export async function createPortfolio(server: Served, name: string, token: string): Promise<string> {
  const { body } = await server.ask(CREATE, { input: { name } }, token);
  return body.data.createPortfolio.id;
}

/** Sends a file of loans into a portfolio. */
export const importLoans = (server: Served, portfolioId: string, csv: string, token: string) =>
  server.upload(IMPORT, { input: { portfolioId, file: null } }, 'input.file', csv, token);
