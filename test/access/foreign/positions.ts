import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';

/** Where a client may write a text or an id: in an argument, or somewhere inside one. */
export interface Position {
  type: string;
  field: string;
  /** From the argument inwards: `['filter', 'or', 'borrower']`. */
  path: string[];
  /** What says what belongs there: `LoanFilter.borrower`, or for a plain argument `Portfolio.loan.loanId`. */
  name: string;
}

const TEXTS = ['String', 'ID'];

/** Every such position in the schema. */
export function positionsIn(schema: GraphQLSchema): Position[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  );
  return types.flatMap((type) =>
    Object.values(isObjectType(type) ? type.getFields() : {}).flatMap((field) =>
      field.args.flatMap((argument) =>
        within(argument, `${type.name}.${field.name}`, []).map(({ path, name }) => ({
          type: type.name,
          field: field.name,
          path,
          name,
        })),
      ),
    ),
  );
}

/** A type inside itself (`LoanFilter.or`) is not gone into again. */
function within(
  input: GraphQLArgument | GraphQLInputField,
  owner: string,
  inside: string[],
): Pick<Position, 'path' | 'name'>[] {
  const type = getNamedType(input.type);
  if (TEXTS.includes(type.name)) return [{ path: [input.name], name: `${owner}.${input.name}` }];
  if (!isInputObjectType(type) || inside.includes(type.name)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    within(field, type.name, [...inside, type.name]).map(({ path, name }) => ({
      path: [input.name, ...path],
      name,
    })),
  );
}

/** A place in a list: not the name of anything. */
export const isCursor = ({ path }: Position): boolean => ['after', 'before'].includes(path.at(-1) as string);

/** Positions as a table of tests. */
export const positionCases =
  (schema: GraphQLSchema) =>
  (which: (position: Position) => unknown): [string, Position][] =>
    positionsIn(schema)
      .filter(which)
      .map((position) => [`${position.type}.${position.field}(${position.path.join('.')})`, position]);
