import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { esgSchema, readAssessments } from '../../../examples/subgraph/schema.ts';
import { esgServer } from '../../../examples/subgraph/server.ts';

const ROUTER_SECRET = 'what only a router knows, 32 bytes';
let server: Server;
let url: string;
beforeAll(async () => {
  const scores = new URL('../../../examples/subgraph/scores.json', import.meta.url);
  server = esgServer(await esgSchema(await readAssessments(scores)), ROUTER_SECRET);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(body: string, secret?: string) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(secret && { 'x-router-secret': secret }) },
  });
  return { status: response.status, body: await response.json() };
}

const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Portfolio { id esgScore esgNote esgSource } } }`;
const portfolio = (id: string) => ({ __typename: 'Portfolio', id });

describe("another team's subgraph", () => {
  it('adds its fields to the portfolios that the router names', async () => {
    const representations = [portfolio('UG9ydGZvbGlvOjE'), portfolio('UG9ydGZvbGlvOjk')];
    const { body } = await ask(JSON.stringify({ query, variables: { representations } }), ROUTER_SECRET);
    expect(body).toEqual({
      data: {
        _entities: [
          {
            id: 'UG9ydGZvbGlvOjE',
            esgScore: 71,
            esgNote: 'Two borrowers report no emissions.',
            esgSource: 'assessor-a/2026-09',
          },
          { id: 'UG9ydGZvbGlvOjk', esgScore: null, esgNote: null, esgSource: null },
        ],
      },
    });
  });

  it.each([undefined, 'another'])('answers nobody who shows %s', async (secret) => {
    const { status, body } = await ask(JSON.stringify({ query: '{ _service { sdl } }' }), secret);
    expect([status, JSON.stringify(body)]).toEqual([403, expect.stringContaining('FORBIDDEN')]);
  });

  it('answers what is no JSON, or too much, with a code', async () => {
    for (const strange of ['{', JSON.stringify({ query: ' '.repeat(2 * 1024 * 1024) })])
      expect((await ask(strange, ROUTER_SECRET)).body).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      });
  });
});
