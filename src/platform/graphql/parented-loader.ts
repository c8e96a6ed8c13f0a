import type { GraphContext } from './context.ts';
import type { Loader } from './loader.ts';

/** A question with arguments, asked of one parent. */
export interface Parented<Args> {
  parentKey: string;
  args: Args;
}

/** Asks all parents that share the same arguments in one go; returns a function from a parent to its answer. */
export type AskParents<Args, Value> = (
  parentKeys: string[],
  args: Args,
  context: GraphContext,
) => Promise<(parentKey: string) => Value>;

/** A loader for a field with arguments: one statement for each different set of arguments, not for each parent. */
export function parentedLoader<Args, Value>(ask: AskParents<Args, Value>): Loader<Parented<Args>, Value> {
  const argsText = ({ args }: Parented<Args>) => JSON.stringify(args);
  return {
    identityOf: (key) => `${key.parentKey} ${argsText(key)}`,
    async batch(keys, context) {
      const groups = Map.groupBy(keys, argsText);
      const answers = new Map<string, ((parentKey: string) => Value) | Error>();
      await Promise.all(
        [...groups].map(async ([text, group]) => {
          const parents = group.map(({ parentKey }) => parentKey);
          const { args } = group[0] as Parented<Args>;
          answers.set(text, await ask(parents, args, context).catch((error: Error) => error));
        }),
      );
      return keys.map((key) => {
        const answer = answers.get(argsText(key)) as ((parentKey: string) => Value) | Error;
        return answer instanceof Error ? answer : answer(key.parentKey);
      });
    },
  };
}
