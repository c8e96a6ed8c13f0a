import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { type DocumentNode, execute, parse, validate } from 'graphql';
import { announce } from '../announce.ts';
import { contextOf } from '../open-graph.ts';
import { executorOf, supergraphSdl } from './subgraphs.ts';

/** The subgraphs behind a federation gateway in one process: what the one merged schema is compared with. */
const schema = getStitchedSchemaFromSupergraphSdl({
  supergraphSdl,
  batch: true,
  onSubschemaConfig: (config) => {
    config.executor = executorOf(config.name);
  },
});

const documents = new Map<string, DocumentNode>();

const server = createServer(async (request, response) => {
  const answer = await answerTo(request).catch((error: Error) => ({ errors: [{ message: error.message }] }));
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
});

async function answerTo(request: IncomingMessage) {
  const { query, variables } = JSON.parse(await text(request));
  const contextValue = await contextOf(request.headers.authorization);
  return execute({ schema, document: documentOf(query), variableValues: variables, contextValue });
}

/** Read and validated once, as gateways do. */
function documentOf(query: string): DocumentNode {
  const known = documents.get(query);
  if (known) return known;
  const document = parse(query);
  const [fault] = validate(schema, document);
  if (fault) throw fault;
  documents.set(query, document);
  return document;
}

announce(server);
