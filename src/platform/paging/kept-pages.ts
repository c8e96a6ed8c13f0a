import { type GraphContext, load } from '../graphql/context.ts';
import type { Loader } from '../graphql/loader.ts';
import type { Parented } from '../graphql/parented-loader.ts';
import type { JsonPage } from './json-pages.ts';

/** May answer the text of a page that was computed before; its rows must be the same for everyone who may ask for it. */
export type KeepPage = (
  question: Parented<unknown>,
  context: GraphContext,
  compute: () => Promise<string>,
) => Promise<string>;

/** A request asks for a page once, however many of its fields read it. */
export function keptPages<Args>(
  pages: Loader<Parented<Args>, JsonPage>,
  keep: KeepPage,
): Loader<Parented<Args>, JsonPage> {
  const read = async (question: Parented<Args>, context: GraphContext) =>
    pageIn(await keep(question, context, async () => textOf(await load(context, pages, question))));
  return {
    identityOf: pages.identityOf,
    batch: (questions, context) =>
      Promise.all(questions.map((question) => read(question, context).catch((fault: Error) => fault))),
  };
}

/** JSON on a single line each: to find out where the nodes begin, nobody has to read them. */
const textOf = ({ nodes, pageInfo }: JsonPage): string => `${JSON.stringify(pageInfo)}\n${nodes}`;

function pageIn(text: string): JsonPage {
  const end = text.indexOf('\n');
  return { pageInfo: JSON.parse(text.slice(0, end)), nodes: text.slice(end + 1) };
}
