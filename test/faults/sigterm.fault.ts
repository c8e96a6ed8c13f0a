import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createPortfolio, importLoans, loansCsv } from './support/book.ts';
import { useHouse } from './support/house.ts';

const STOP_LIMIT_MS = 15_000;

describe('a server that is told to stop', () => {
  const house = useHouse();

  test('finishes what it began, refuses what is new, says goodbye on sockets, and ends with 0', async () => {
    const { server } = house;
    const token = await server.signIn();
    const portfolio = await createPortfolio(server, 'last import', token);
    const closed = socketClose(server.url, token, portfolio);
    const inFlight = importLoans(server, portfolio, loansCsv(50_000), token);
    await sleep(1_000);

    const toldAt = performance.now();
    const ended = server.end('SIGTERM');
    await sleep(300);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    expect((await inFlight).body.data.importLoans.successful).toBe(50_000);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(STOP_LIMIT_MS);
    expect(await closed).toBe(1001);
    const [row] = await house.query('select count(*)::int as loans from loans');
    expect(row).toEqual({ loans: 50_000 });
  });
});

/** The code with which the server closes a socket that listens for changes. */
function socketClose(url: string, token: string, portfolioId: string): Promise<number> {
  return new Promise((resolve) => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: { closed: (event) => resolve((event as { code: number }).code) },
    });
    const query = 'subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { kind } }';
    client.subscribe(
      { query, variables: { id: portfolioId } },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
  });
}
