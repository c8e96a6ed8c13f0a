import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { announce } from '../announce.ts';
import { answers } from './answers.ts';
import { viewerOf } from './session.ts';

/**
 * The least that a server of the same answers can do: one route a question, SQL by hand, no graph. What is measured
 * is divided by what it manages.
 */
const server = createServer((request, response) => {
  answer(request, response).catch((error: Error) => {
    response.writeHead(500).end(JSON.stringify({ errors: [{ message: error.message }] }));
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const handle = answers[request.url!.slice(1)];
  const { variables } = JSON.parse(await textOf(request));
  const viewer = await viewerOf(request.headers.authorization);
  if (!viewer || !handle) return void response.writeHead(viewer ? 404 : 401).end();
  const body = JSON.stringify({ data: await handle(viewer, variables) });
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    .end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk;
  return text;
}

announce(server);
