import { readdirSync, readFileSync } from 'node:fs';
import { PAGES } from '../../schema/pages/pages.ts';
import { ask } from './ask.ts';
import type { Stage } from './stage.ts';
import type { Step } from './step.ts';

const EXAMPLES = 'schema/operations/examples';
const BOOKS = '{ portfolios(first: 10) { nodes { id name owner { id fullName } organization { id } } } }';
// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its document gave it
type Books = any;

const portfolioId = (stage: Stage) => stage.kept('portfolio');
const operation = (file: string) => readFileSync(`schema/operations/${file}.graphql`, 'utf8');

/** What the pages of a frontend and the examples of the playground ask. */
export const pageSteps: Step[] = [
  ask(
    'portfolios, with their owners',
    { query: BOOKS },
    {
      as: 'analyst',
      keep({ portfolios }: Books, stage) {
        const book = portfolios.nodes.find(({ name }: Books) => name === 'Mid-Market Lending');
        stage.keep('portfolio', book.id);
        stage.keep('other portfolio', portfolios.nodes.find(({ id }: Books) => id !== book.id).id);
        stage.keep('owner', book.owner.id);
        stage.keep('organization', book.organization.id);
      },
    },
  ),
  ...Object.entries(PAGES).map(([name, { variables }]) =>
    ask(
      `the page ${name}`,
      (stage) => ({
        query: operation(`pages/${name}`),
        variables: { portfolioId: portfolioId(stage), ...variables },
      }),
      { as: 'analyst' },
    ),
  ),
  ...readdirSync(EXAMPLES)
    .sort()
    .map((file) =>
      ask(
        `the example ${file}`,
        (stage) => ({
          query: readFileSync(`${EXAMPLES}/${file}`, 'utf8'),
          variables: { portfolioId: portfolioId(stage) },
        }),
        { as: 'manager' },
      ),
    ),
  // A document that comes again is compiled.
  ...[1, 2, 3].map((time) =>
    ask(
      `a long list, asked for the ${time}. time`,
      (stage) => ({
        query: operation('loans'),
        variables: {
          portfolioId: portfolioId(stage),
          first: 100,
          orderBy: [{ by: 'AMOUNT', direction: 'DESC' }],
        },
      }),
      { as: 'viewer' },
    ),
  ),
];
