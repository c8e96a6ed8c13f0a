import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../src/platform/clock.ts';
import type { GraphContext } from '../../src/platform/graphql/context.ts';
import { LoaderCache } from '../../src/platform/graphql/loader.ts';
import { createTokenSigner } from '../../src/platform/security/token-signer.ts';
import type { Viewer } from '../../src/platform/security/viewer.ts';
import { directory } from '../../src/subgraphs/identity/user/user-directory.ts';

export const NOW = '2026-03-01T12:00:00.000Z';
export const TEST_SECRET = 'a secret for tests, of 32 bytes and more';

/** A clock that stands still. */
export const clockAt = (instant: string): Clock => ({ now: () => new Date(instant) });

/** One request, as the gateway would make it: its own EntityManager and loaders, at a fixed time. */
export function contextFor(
  database: { orm: MikroORM },
  viewer: Viewer | null,
  overrides: Partial<GraphContext> = {},
): GraphContext {
  const clock = overrides.clock ?? clockAt(NOW);
  return {
    requestId: 'request-1',
    ipAddress: '192.0.2.1',
    userAgent: 'test',
    viewer,
    refusal: null,
    clock,
    signer: createTokenSigner({ secret: TEST_SECRET }, clock),
    em: database.orm.em.fork(),
    loaders: new LoaderCache(),
    directory,
    checkDocument: () => [],
    ...overrides,
  };
}
