import { Directive } from 'type-graphql';

/** Bounds of an argument, in the words of graphql-constraint-directive. */
export interface Constraint {
  min?: number;
  max?: number;
  /** In a persisted document, which somebody has weighed; `max` unless given. */
  maxInPersisted?: number;
  /** Of a list; a single value counts as a list of one. */
  minItems?: number;
  maxItems?: number;
}

/** How long a list is: `assumedSize`, unless one of the arguments is given. */
export interface ListSize {
  assumedSize: number;
  slicingArguments?: string[];
  /** The lists of the answer that are so long; the answer itself is none. */
  sizedFields?: string[];
}

/** What `@cost` and `@listSize` of the Federation specification do not say. */
export const LIMIT_DIRECTIVES = `
  "Bounds of an argument: beyond them a request is refused before it is executed."
  directive @constraint(
    "The smallest value." min: Int
    "The largest value." max: Int
    "The largest value in a persisted document, if it may be larger there." maxInPersisted: Int
    "How many items a list has at least." minItems: Int
    "How many items a list has at most." maxItems: Int
  ) on ARGUMENT_DEFINITION

  "The list has one item for each that the argument has."
  directive @sizedBy("Its name." argument: String!) on FIELD_DEFINITION
`;

/** What one object costs instead of 1: about 0.1 ms of work on a book of 300 loans a unit. */
export const cost = (weight: number) => Directive(`@cost(weight: ${weight})`);

export const listSize = (size: ListSize) =>
  Directive(`@listSize(${argumentsOf({ ...size, requireOneSlicingArgument: false })})`);

/** On a field of an ArgsType: what stands at an `@Arg` of a field resolver, type-graphql loses. */
export const constraint = (bounds: Constraint) => Directive(`@constraint(${argumentsOf(bounds)})`);

const argumentsOf = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
