import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { contextOf, schema } from '../open-graph.ts';

/** The same schema, resolvers and rules as Apollo Server runs them unless told otherwise. */
const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { host: '127.0.0.1', port: 0 },
  context: ({ req }) => contextOf(req.headers.authorization),
});
console.log(url);
process.once('SIGTERM', () => process.exit(0));
