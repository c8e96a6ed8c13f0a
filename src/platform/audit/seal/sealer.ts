import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { log } from '../../log.ts';
import type { AuditTables } from '../audit-seal.entity.ts';
import { sealPass } from './seal-pass.ts';
import { sealingConnection } from './sealing-connection.ts';

const PAUSE_MS = 1_000;

export interface Sealer {
  /** Seals once more what was written last, and closes its connection. */
  stop(): Promise<void>;
}

/** Seals what waits each second, on a connection of its own: it must not stand in line behind requests. */
export function startSealer(url: string): Sealer {
  const db = sealingConnection(url);
  const stopping = new AbortController();
  const running = sealUntil(stopping.signal, db);
  return {
    async stop() {
      stopping.abort();
      await running;
      await db.destroy();
    },
  };
}

/** The database may be away for a while: entries wait in the queue until it is back. An outage is logged once. */
async function sealUntil(stopping: AbortSignal, db: Kysely<AuditTables>): Promise<void> {
  let isFailing = false;
  let isLast = false;
  while (!isLast) {
    isLast = stopping.aborted;
    const outcome = await sealPass(db).catch((failure: Error) => failure);
    const isFailed = outcome instanceof Error;
    if (isFailed !== isFailing) tell(outcome);
    isFailing = isFailed;
    if (outcome !== true && !isLast) await sleep(PAUSE_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

function tell(outcome: boolean | Error): void {
  if (outcome instanceof Error) log.error({ err: outcome }, 'The audit log is not being sealed.');
  else log.warn('The audit log is being sealed again.');
}
