import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
} from 'graphql';
import type { Constraint } from '../../platform/graphql/limit.directives.ts';

/** What the schema says of a field's cost and of its arguments' bounds. */
export interface FieldLimits {
  /** Of one object of the answer. */
  weight: number;
  isList: boolean;
  /** How long the list is; with `sizedFields`, how long those lists of the answer are. */
  length: ListLength | null;
  sizedFields: readonly string[];
  /** Those that a limit looks at. */
  arguments: ArgumentLimits[];
}

export interface ListLength {
  assumedSize: number | null;
  /** Arguments that say the length, or have as many items as the list. */
  byArguments: readonly string[];
}

export interface ArgumentLimits {
  definition: GraphQLArgument;
  constraint: Constraint | null;
  /** It takes objects, which cost something. */
  takesObjects: boolean;
}

type Field = GraphQLField<unknown, unknown>;

const known = new WeakMap<Field, FieldLimits>();

/** Read from the directives once for each field of a schema. */
export function limitsOf(schema: GraphQLSchema, field: Field): FieldLimits {
  const limits = known.get(field) ?? readLimits(schema, field);
  known.set(field, limits);
  return limits;
}

function readLimits(schema: GraphQLSchema, field: Field): FieldLimits {
  const size = directive<ListSizeValues>(schema, 'listSize', field);
  const sizedBy = directive<{ argument: string }>(schema, 'sizedBy', field);
  const slicing = size?.slicingArguments ?? (sizedBy ? [sizedBy.argument] : []);
  const sizing = new Set(slicing);
  return {
    weight: weightOf(schema, field) ?? (isLeafType(getNamedType(field.type)) ? 0 : 1),
    isList: isListType(getNullableType(field.type)),
    length: size || sizedBy ? { assumedSize: size?.assumedSize ?? null, byArguments: slicing } : null,
    sizedFields: size?.sizedFields ?? [],
    arguments: field.args
      .map((definition) => argumentLimits(schema, definition))
      .filter(
        ({ definition, constraint, takesObjects }) =>
          constraint || takesObjects || sizing.has(definition.name),
      ),
  };
}

interface ListSizeValues {
  assumedSize?: number | null;
  slicingArguments?: string[] | null;
  sizedFields?: string[] | null;
}

const argumentLimits = (schema: GraphQLSchema, definition: GraphQLArgument): ArgumentLimits => ({
  definition,
  constraint: directive<Constraint>(schema, 'constraint', definition),
  takesObjects: isInputObjectType(getNamedType(definition.type)),
});

/** What `@cost` says of a field, or of a field of an input; null where it says nothing. */
export const weightOf = (schema: GraphQLSchema, of: Field | GraphQLInputField): number | null =>
  directive<{ weight: number }>(schema, 'cost', of)?.weight ?? null;

function directive<Values>(
  schema: GraphQLSchema,
  name: string,
  { astNode }: Pick<Field | GraphQLArgument | GraphQLInputField, 'astNode'>,
): Values | null {
  const definition = schema.getDirective(name);
  const values = definition && astNode && getDirectiveValues(definition, astNode);
  return (values as Values | undefined) ?? null;
}
