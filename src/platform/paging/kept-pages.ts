import { type GraphContext, load } from '../graphql/context.ts';
import type { Loader } from '../graphql/loader.ts';
import type { Parented } from '../graphql/parented-loader.ts';
import type { JsonPage } from './json-pages.ts';

/** May answer a page that was computed before; its rows must be the same for everyone who may ask for it. */
export type KeepPage = (
  question: Parented<unknown>,
  context: GraphContext,
  compute: () => Promise<JsonPage>,
) => Promise<JsonPage>;

/** A request asks for a page once, however many of its fields read it. */
export function keptPages<Args>(
  pages: Loader<Parented<Args>, JsonPage>,
  keep: KeepPage,
): Loader<Parented<Args>, JsonPage> {
  const read = (question: Parented<Args>, context: GraphContext) =>
    keep(question, context, () => load(context, pages, question));
  return {
    identityOf: pages.identityOf,
    batch: (questions, context) =>
      Promise.all(questions.map((question) => read(question, context).catch((fault: Error) => fault))),
  };
}
