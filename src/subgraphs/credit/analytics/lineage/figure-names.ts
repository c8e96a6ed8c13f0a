import { registerEnumType } from 'type-graphql';
import type { Figure } from './figure.ts';

/** The names of figures as an enum of the graph, each explained by its formula. */
export function figureNames(name: string, figures: Record<string, Figure<never>>): object {
  const names = Object.fromEntries(Object.keys(figures).map((figure) => [figure, figure]));
  const formulas = Object.entries(figures).map(([figure, { formula }]) => [figure, { description: formula }]);
  registerEnumType(names, {
    name,
    description: 'Numbers that are sums over loans, and so have a lineage.',
    valuesConfig: Object.fromEntries(formulas),
  });
  return names;
}
