import { type GraphQLSchema, getNamedType, isLeafType } from 'graphql';
import { argumentsIn } from '../documents/arguments.ts';
import { nameOf } from '../documents/paths.ts';
import { fieldText } from '../documents/selection.ts';
import { fieldsOf } from '../verdicts/types.ts';

/** A mutation with all its arguments in variables, and every field of what it answers. */
export function mutationDocument(schema: GraphQLSchema, field: string): string {
  const name = nameOf(field);
  const args = argumentsIn(schema, { type: 'Mutation', field });
  const variables = args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const type = getNamedType(schema.getMutationType()!.getFields()[name]!.type);
  const fields = isLeafType(type)
    ? ''
    : `{ ${fieldsOf(type.name)
        .map((one) => fieldText(schema, type.name, one))
        .join(' ')} }`;
  return `mutation (${variables}) { attempt: ${name}(${given}) ${fields.replaceAll(/\$(?:loanId|borrower)/g, '"none"')} }`;
}
