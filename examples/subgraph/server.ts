import { hash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type GraphQLSchema, graphql } from 'graphql';

const MAX_BODY_BYTES = 1024 * 1024;

/** A subgraph for its router alone: `POST /graphql`, with the secret in `x-router-secret`. */
export function esgServer(schema: GraphQLSchema, routerSecret: string): Server {
  const expected = digest(routerSecret);
  return createServer(async (request, response) => {
    const isRouter = timingSafeEqual(digest(String(request.headers['x-router-secret'] ?? '')), expected);
    if (!isRouter)
      return answer(response, 403, refusal('FORBIDDEN', 'This subgraph answers its router only.'));
    if (request.method !== 'POST' || request.url !== '/graphql')
      return answer(response, 404, refusal('NOT_FOUND', 'Nothing here.'));
    try {
      const { query, variables } = JSON.parse(await bodyOf(request));
      answer(response, 200, await graphql({ schema, source: String(query), variableValues: variables }));
    } catch (error) {
      answer(response, 400, refusal('BAD_USER_INPUT', (error as Error).message));
    }
  });
}

const digest = (text: string) => hash('sha256', text, 'buffer');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error(`The body has more than ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const refusal = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
