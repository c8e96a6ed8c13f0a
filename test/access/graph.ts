import {
  GraphQLList,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { composeGraph } from '../../src/gateway/compose.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';

/**
 * The graph as it is served, but that every answer may be null: a refusal of a field that is not null takes the
 * object around it along, and with it what is said of the other fields.
 */
export async function forgivingGraph(): Promise<GraphQLSchema> {
  const { schema } = await composeGraph(subgraphs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) field.type = forgiving(field.type);
  }
  return schema;
}

function forgiving(type: GraphQLOutputType): GraphQLOutputType {
  const nullable = getNullableType(type);
  return isListType(nullable) ? new GraphQLList(forgiving(nullable.ofType)) : nullable;
}
