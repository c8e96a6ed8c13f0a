import { isDeepStrictEqual } from 'node:util';
import Table from 'cli-table3';
import type { Recipe } from './deployment.ts';
import type { Received } from './script/step.ts';

/** What was played where, and how many answers were those of the first. */
export function summaryOf([first, ...others]: Recipe[], answers: Map<Recipe, Map<string, Received>>): string {
  const expected = answers.get(first as Recipe) ?? new Map<string, Received>();
  const table = new Table({
    head: ['deployment', 'requests', 'equal', 'different'],
    style: { head: [], border: [] },
  });
  table.push([first?.name, expected.size, '(these count)', '']);
  for (const recipe of others) {
    const given = answers.get(recipe);
    if (!given) {
      table.push([recipe.name, `skipped: no ${recipe.missing()}`, '', '']);
      continue;
    }
    const equal = [...given].filter(([step, answer]) => isDeepStrictEqual(answer, expected.get(step))).length;
    table.push([recipe.name, given.size, equal, given.size - equal]);
  }
  return `\n${table.toString()}\n`;
}
