import type { ScopeArgs } from '../scope.ts';
import type { LineageValue } from './lineage.type.ts';

/** What a number was asked with beside the day, an entry for each value: `filter.amountFrom`, `scenario.0.rateShift.basisPoints`. */
export function parametersOf({ asOf, scenario, ...others }: ScopeArgs): LineageValue[] {
  const shocks = scenario.map(({ name, shock }) => ({ [name]: shock }));
  return flat('', { ...others, scenario: shocks });
}

function flat(path: string, value: unknown): LineageValue[] {
  if (value === null || value === undefined) return [];
  const isList = Array.isArray(value) && !value.some((item) => typeof item === 'object');
  if (typeof value !== 'object' || isList) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return text === '[]' ? [] : [{ name: path, value: text, unit: null }];
  }
  return Object.entries(value).flatMap(([name, inner]) => flat(path ? `${path}.${name}` : name, inner));
}
