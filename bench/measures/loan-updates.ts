import { type Asked, graphql } from '../variants/variant.ts';

const UPDATE_LOAN = `mutation UpdateLoan($id: ID!, $input: UpdateLoanInput!) {
  updateLoan(id: $id, input: $input) { rate version }
}`;

const RATES = 9_973;

/** Another rate than the loan had: so many follow each other before one comes back. */
const rateOf = (n: number) => (1 + (n % RATES) / 1_000).toFixed(4);

const loanOf = (ids: string[], n: number) => ids[n % ids.length]!;

/** The n-th update of one of these loans, as the graph is asked for it. */
export const updateInGraph = (ids: string[], n: number): Asked =>
  graphql({ query: UPDATE_LOAN, variables: { id: loanOf(ids, n), input: { rate: rateOf(n) } } });

/** The same, as the limit is asked for it. */
export const updateAtLimit = (ids: string[], n: number): Asked => ({
  path: '/update',
  body: JSON.stringify({ variables: { id: loanOf(ids, n), rate: rateOf(n) } }),
});
