import { buildSchema, type GraphQLSchema } from 'graphql';
import sdl from '../../../../../schema/public.graphql?raw';

/**
 * The schema with what it says of cost and bounds, which introspection leaves out. It came with the page, so nothing is
 * asked of the server.
 */
export const publicSchema: GraphQLSchema = buildSchema(sdl);
