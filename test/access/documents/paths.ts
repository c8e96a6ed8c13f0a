import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { QUERIES } from '../verdicts/queries.ts';
import { TYPES } from '../verdicts/types.ts';

/** From an object to what one of its fields answers. */
export interface Step {
  type: string;
  /** `analytics`, or `analytics(scenario)` where that argument is given. */
  field: string;
  /** The type of the answer; of an interface, one of the types it stands for. */
  target: string;
}

/** From a field of Query to an object. */
export type Path = Step[];

export const nameOf = (field: string): string => field.split('(')[0] as string;

const ROOTS = ['Query', 'Mutation', 'Subscription'];

export const objectTypes = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !ROOTS.includes(name));

/** Every step that leads to an object: for each field of each type that answers objects. */
export function stepsIn(schema: GraphQLSchema): Step[] {
  const types = [schema.getQueryType() as GraphQLObjectType, ...objectTypes(schema)];
  return types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const target = getNamedType(field.type);
      if (!isObjectType(target) && !isInterfaceType(target)) return [];
      const targets = isInterfaceType(target) ? [...schema.getPossibleTypes(target)] : [target];
      return targets.flatMap(({ name }) =>
        asked(type.name, field.name).map((way) => ({ type: type.name, field: way, target: name })),
      );
    }),
  );
}

/** A field as the verdicts ask for it: as it is, and with the arguments that have a verdict of their own. */
function asked(type: string, field: string): string[] {
  const verdicts = type === 'Query' ? QUERIES : (TYPES[type]?.guarded ?? {});
  return [field, ...Object.keys(verdicts).filter((name) => name.startsWith(`${field}(`))];
}

/** The shortest path to each type; interfaces are no path to something that has one of its own. */
export function shortestPaths(schema: GraphQLSchema): Map<string, Path> {
  const steps = stepsIn(schema).filter(
    ({ field }) => !['node', 'nodes'].includes(field) && !field.includes('('),
  );
  const paths = new Map<string, Path>([['Query', []]]);
  for (const [type, path] of paths) {
    for (const step of steps.filter((step) => step.type === type)) {
      if (!paths.has(step.target)) paths.set(step.target, [...path, step]);
    }
  }
  paths.delete('Query');
  return paths;
}

/** Every step as the end of a path: over the shortest one to where the step begins. */
export function everyPath(schema: GraphQLSchema): Path[] {
  const shortest = shortestPaths(schema);
  return stepsIn(schema).flatMap((step) => {
    if (step.type === 'Query') return [[step]];
    const before = shortest.get(step.type);
    return before ? [[...before, step]] : [];
  });
}
