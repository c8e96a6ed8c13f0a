import { Kind, type ValueNode } from 'graphql';
import type { Issue } from '../../platform/errors.ts';
import { MAX_LIST_ITEMS, MAX_VALUE_DEPTH } from './limits.ts';
import { tooDeep, tooLong } from './value-faults.ts';

/** Lists that are too long, and values nested too deep, in an argument or default that the document holds. */
export function literalFaults(node: ValueNode, path: Issue['path'], depth = 1): Issue[] {
  if (node.kind !== Kind.LIST && node.kind !== Kind.OBJECT) return [];
  if (depth > MAX_VALUE_DEPTH) return [tooDeep(path)];
  if (node.kind === Kind.OBJECT) {
    return node.fields.flatMap(({ name, value }) => literalFaults(value, [...path, name.value], depth + 1));
  }
  const within = node.values.flatMap((value, index) => literalFaults(value, [...path, index], depth + 1));
  return node.values.length > MAX_LIST_ITEMS ? [tooLong(path, node.values.length), ...within] : within;
}
