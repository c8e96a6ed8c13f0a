import { randomUUID } from 'node:crypto';

const ids = new WeakMap<Request, string>();

/** One id for all that becomes of a client's request; what the client calls it is not believed. */
export function requestIdOf(request: Request): string {
  const id = ids.get(request) ?? randomUUID();
  ids.set(request, id);
  return id;
}
