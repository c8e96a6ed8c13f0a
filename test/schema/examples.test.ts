import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { checkLimits } from '../../src/gateway/limits/check-limits.ts';
import { MAX_COST } from '../../src/gateway/limits/limits.ts';
import { graphAs } from '../../src/graph-as.ts';
import { useTestDatabase } from '../support/database.ts';
import { useDemo } from '../support/demo.ts';

const EXAMPLES = 'schema/operations/examples';
const names = (await readdir(EXAMPLES)).sort();

interface Portfolios {
  portfolios: { nodes: { id: string }[] };
}

/** Where in an answer nothing was found: a query that shows nothing explains nothing. */
const emptyPlaces = (value: unknown, place: string): string[] => {
  if (Array.isArray(value)) {
    if (value.length === 0) return [place];
    return value.flatMap((item, index) => emptyPlaces(item, `${place}.${index}`));
  }
  if (value && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => emptyPlaces(item, `${place}.${key}`));
  }
  return [];
};

describe('the examples of the playground, on the demo book', () => {
  const demo = useDemo(useTestDatabase());

  test.each(names)('%s answers, and shows something in every list', async (name) => {
    const ask = await graphAs(demo.graph, 'demo.analyst');
    const { portfolios } = await ask<Portfolios>('{ portfolios(first: 1) { nodes { id } } }', {});
    const variables = { portfolioId: portfolios.nodes[0]?.id };
    const data = await ask(await readFile(`${EXAMPLES}/${name}`, 'utf8'), variables);
    expect(emptyPlaces(data, 'data')).toEqual([]);
  });

  test.each(
    names,
  )('%s may be asked by anybody, and costs a small part of what a request may', async (name) => {
    const document = parse(await readFile(`${EXAMPLES}/${name}`, 'utf8'));
    const { estimate } = checkLimits({ schema: demo.graph.schema, document });
    expect(estimate).toBeLessThan(MAX_COST / 10);
  });
});
