import { built } from '../built.ts';
import { JWT_SECRET } from '../servers/environment.ts';

type Gateway = {
  graph: typeof import('../../src/graph-as.ts');
  context: typeof import('../../src/gateway/context.ts');
  subgraphs: typeof import('../../src/gateway/subgraphs.ts');
  connect: typeof import('../../src/platform/database/connect.ts');
  clock: typeof import('../../src/platform/clock.ts');
};
const { openGraph } = await built<Gateway['graph']>('graph-as.js');
const { anonymousContext, newRequestId } = await built<Gateway['context']>('gateway/context.js');
const { entities } = await built<Gateway['subgraphs']>('gateway/subgraphs.js');
const { connectDatabase } = await built<Gateway['connect']>('platform/database/connect.js');
const { systemClock } = await built<Gateway['clock']>('platform/clock.js');

const orm = await connectDatabase(process.env.DATABASE_URL!, entities);

/** The server's own graph, for servers that do without the rest of it. */
export const { schema, house } = await openGraph(orm, JWT_SECRET, systemClock);

/** Whoever shows the token, as the real server looks at it; may ask for long pages, because the limits are not here. */
export async function contextOf(authorization = '') {
  const context = anonymousContext(house, { requestId: newRequestId(), ipAddress: null, userAgent: null });
  const credentials = { bearer: authorization.slice('Bearer '.length), apiKey: null };
  const viewer = await house.authenticator.authenticate(credentials, context);
  return { ...context, viewer, isPersisted: true };
}
