import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Stage } from './stage.ts';
import type { Received, Step } from './step.ts';

const CHANGES = `subscription ($id: ID!) { portfolioChanged(portfolioId: $id) {
  kind portfolio { id name description owner { fullName } } } }`;
const WRITE = `mutation ($id: ID!) { updatePortfolio(id: $id, input: { description: "Seen." }) { id } }`;

type Heard = (heard: {
  next(value: unknown): void;
  error(fault: unknown): void;
  complete(): void;
}) => () => void;

const operationOf = (id: string) => ({ query: CHANGES, variables: { id } });

export const overSocket =
  (stage: Stage, headers: Record<string, string>, id: string): Heard =>
  (sink) => {
    const client = createSocketClient({
      url: `${stage.deployment.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: headers,
      retryAttempts: 0,
    });
    const stop = client.subscribe(operationOf(id), sink);
    return () => {
      stop();
      client.dispose();
    };
  };

const overStream =
  (stage: Stage, headers: Record<string, string>, id: string): Heard =>
  (sink) => {
    const client = createStreamClient({
      url: `${stage.deployment.url}/graphql`,
      headers,
      retryAttempts: 0,
    });
    const stop = client.subscribe(operationOf(id), sink);
    return () => {
      stop();
      client.dispose();
    };
  };

/** The first thing that is heard, as text; `whenListening` runs once somebody in the house listens. */
export async function firstOf(
  listen: Heard,
  stage: Stage,
  whenListening: () => Promise<unknown>,
): Promise<Received> {
  const before = await listeners(stage);
  const heard = Promise.withResolvers<string>();
  const stop = listen({
    next: (value) => heard.resolve(JSON.stringify(value)),
    error: (fault) => heard.resolve(`error ${JSON.stringify(fault)}`),
    complete: () => heard.resolve('complete'),
  });
  const isOver = heard.promise.then(() => true);
  while (!(await Promise.race([isOver, listeners(stage).then((count) => count > before)])));
  await whenListening();
  const text = await heard.promise;
  stop();
  return { status: 200, headers: {}, text };
}

/** How many subscriptions run, over all processes. */
async function listeners({ deployment }: Stage): Promise<number> {
  const counts = deployment.processes.map(async (url) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^riskgraph_subscriptions(?:\{.*\})? (\d+)/m.exec(text)?.[1] ?? 0);
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

const write = (stage: Stage) =>
  stage.send({
    headers: { 'content-type': 'application/json', ...stage.tokenOf('manager') },
    body: JSON.stringify({ query: WRITE, variables: { id: stage.kept('portfolio') } }),
  });

const transports = { 'a socket': overSocket, 'an event stream': overStream };

/** Events, over both transports. */
export const subscriptionSteps: Step[] = Object.entries(transports).flatMap(([transport, listen]) => [
  {
    name: `a change, heard over ${transport}`,
    play: (stage: Stage) =>
      firstOf(listen(stage, stage.tokenOf('analyst'), stage.kept('portfolio')), stage, () => write(stage)),
  },
  {
    name: `a portfolio of another tenant, over ${transport}`,
    play: (stage: Stage) =>
      firstOf(listen(stage, stage.tokenOf('stranger'), stage.kept('portfolio')), stage, () => write(stage)),
  },
]);
