import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { readSettings } from '../src/settings.ts';
import { start } from '../src/start.ts';
import { useTestDatabase } from './support/database.ts';
import { graphClient } from './support/graph-client.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

const database = useTestDatabase();
const PASSWORD = 'Wide-Harbour-42';
const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** A collector: it takes what is sent to it. */
let collector: Server;
const spans: Span[] = [];
beforeAll(async () => {
  collector = createServer(async (request, response) => {
    // biome-ignore lint/suspicious/noExplicitAny: OTLP
    const { resourceSpans } = (await json(request)) as any;
    for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => collector.close());

const attribute = ({ attributes }: Span, name: string) =>
  attributes.find(({ key }) => key === name)?.value.stringValue;

test('a request is traced from HTTP through its root fields to SQL, without a value', async () => {
  const { port } = collector.address() as AddressInfo;
  const running = await start(
    readSettings({
      PORT: '0',
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      JWT_SECRET: 'of thirty-two bytes and some more',
      ADMIN_PASSWORD: PASSWORD,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    }),
  );
  const client = graphClient(() => running.url);
  const token = await client.signIn('admin', PASSWORD);
  await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: CALLER,
    },
    body: JSON.stringify({
      query:
        'mutation Make($name: String!) { createPortfolio(input: { name: $name }) { name currency owner { fullName } } }',
      variables: { name: 'Aldermere' },
    }),
  });
  await running.stop();

  const [, traceId, callersSpan] = CALLER.split('-');
  const mine = spans.filter((span) => span.traceId === traceId);
  const request = mine.find(({ name }) => name === 'POST /graphql') as Span;
  expect(request.parentSpanId).toBe(callersSpan);
  expect(attribute(request, 'graphql.operation.name')).toBe('Make');
  const field = mine.find(({ name }) => name === 'Mutation.createPortfolio') as Span;
  expect(field.parentSpanId).toBe(request.spanId);
  const insert = mine.find(({ name }) => name === 'INSERT') as Span;
  expect(insert.parentSpanId).toBe(field.spanId);
  expect(attribute(insert, 'db.query.text')).toContain('insert into "portfolios"');
  // Neither a field below the root nor a value of anybody's.
  expect(mine.map(({ name }) => name).filter((name) => name.includes('.'))).toEqual([
    'Mutation.createPortfolio',
  ]);
  const text = JSON.stringify(spans);
  for (const secret of ['Aldermere', PASSWORD, token]) expect(text).not.toContain(secret);
}, 60_000);
