/** A request as it stands in the editors. */
export interface WrittenRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

/** The body of a POST; what says nothing is left out. */
export const bodyOf = ({ query, variables, operationName }: WrittenRequest): object => ({
  query,
  ...(Object.keys(variables).length > 0 && { variables }),
  ...(operationName !== null && { operationName }),
});

/** Where copied code takes the access token from: no copy ever holds one. */
export const TOKEN_VARIABLE = 'RISKGRAPH_TOKEN';
