/** A document to start from; `variables` is JSON text. */
export interface Example {
  query: string;
  variables?: string;
}

const portfolios = `# Ctrl+Enter runs this query (Cmd+Enter on
# a Mac), Ctrl+Space completes a name. The
# book at the left explains every field.

query Portfolios {
  portfolios(first: 10) {
    nodes {
      name
      currency
      loanCount
      totalExposure
      averageRating
    }
  }
}
`;

/** The tabs of a first visit. From then on a browser keeps its own. */
export const examples: Example[] = [{ query: portfolios }];
