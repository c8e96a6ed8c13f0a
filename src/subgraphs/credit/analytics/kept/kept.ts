import { hash } from 'node:crypto';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { keptResultsOf } from '../../../../platform/results/results-of-database.ts';
import { dataVersionByScopeLoader, dataVersionNow } from './data-version.loader.ts';

/**
 * A finished number, computed once for each version of the data. `name` is the number's own; `args` are all that it is
 * made from beside the data. Numbers are over whole portfolios, so that they are the same for every viewer who may read
 * these: which is asked for at each request, with the version. Inside a transaction nothing is taken or left: what
 * it wrote may be rolled back.
 */
export const kept = <Result>(
  name: string,
  question: Parented<unknown>,
  context: GraphContext,
  compute: () => Promise<Result>,
): Promise<Result> => take('get', name, question, context, compute);

/** The same of a page of rows, once it is asked for again. */
export const keptPage = <Result>(
  name: string,
  question: Parented<unknown>,
  context: GraphContext,
  compute: () => Promise<Result>,
): Promise<Result> => take('getIfAskedBefore', name, question, context, compute);

async function take<Result>(
  how: 'get' | 'getIfAskedBefore',
  name: string,
  { parentKey: scope, args }: Parented<unknown>,
  context: GraphContext,
  compute: () => Promise<Result>,
): Promise<Result> {
  const results = keptResultsOf(context.em);
  if (!results || scope === '' || context.em.isInTransaction()) return compute();
  const version = await load(context, dataVersionByScopeLoader, scope);
  if (version === null) return compute();
  const key = digestOf([name, scope, version, args]);
  const isCurrent = async () => (await dataVersionNow(scope, context)) === version;
  return results[how](key, { compute, isCurrent });
}

const digestOf = (parts: unknown[]): string => hash('sha256', JSON.stringify(parts), 'base64url');
