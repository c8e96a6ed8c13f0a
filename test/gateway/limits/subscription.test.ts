import type { GraphQLSchema } from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { CLIENTS } from '../../../src/gateway/front.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import { readSubscription } from '../../../src/gateway/subscriptions/read-subscription.ts';
import { times } from './documents.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await composeGraph(subgraphs));
});

const begin =
  (selection: string, variables = {}, isPersisted = false) =>
  () =>
    readSubscription(
      { schema, front: CLIENTS },
      {
        query: `subscription ($id: ID! = "x", $n: Int) { portfolioChanged(portfolioId: $id) { ${selection} portfolio { loans(first: $n) { totalCount } } } }`,
        variables,
        isPersisted,
      },
    );
const refusal = (code: string) => expect.objectContaining({ extensions: expect.objectContaining({ code }) });

describe('a subscription', () => {
  it('has the limits of any request', () => {
    expect(begin('kind', { n: 100 })).not.toThrow();
    expect(begin('kind', { n: 101 })).toThrow(refusal('BAD_USER_INPUT'));
    expect(begin('kind', { n: 1_000 }, true)).not.toThrow();
    expect(begin(times(31, (at) => `a${at}: kind`))).toThrow(refusal('GRAPHQL_VALIDATION_FAILED'));
    const dear = 'dear: portfolio { loans(first: 100) { nodes { amortization { totalInterest } } } }';
    expect(begin(dear)).toThrow(refusal('COST_EXCEEDED'));
  });
});
