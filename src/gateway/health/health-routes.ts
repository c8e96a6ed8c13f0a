import { type Request, Router } from 'express';
import { faultOf, houseState, type Standing } from './house-state.ts';
import { remembering } from './remembering.ts';

/** An answer serves everyone who asks within this, so that a flood of them opens one connection at a time. */
const FRESH_MS = 1_000;

/** What decides beside the house's own state. */
export interface HealthOptions extends Standing {
  isStopping(): boolean;
  /** Whether the caller has shown to be an administrator, who is told the details. */
  isAdministrator(request: Request): Promise<boolean>;
}

/** `/healthz`: the process answers. `/readyz`: so does the database, and nobody has begun to stop the process. */
export function healthRoutes(options: HealthOptions): Router {
  const routes = Router();
  const state = remembering(() => houseState(options), FRESH_MS);
  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  routes.get('/readyz', async (request, response) => {
    const found = await state();
    const fault = options.isStopping() ? 'stopping' : faultOf(found);
    const isDetailed = found.database.answers && (await options.isAdministrator(request));
    response.status(fault ? 503 : 200).json({ status: fault ?? 'ok', ...(isDetailed && found) });
  });
  return routes;
}
