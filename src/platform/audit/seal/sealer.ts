import { repeat } from '../../jobs/repeat.ts';
import { log } from '../../log.ts';
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
  const part = () => sealPass(db);
  const running = repeat({ everyMs: PAUSE_MS, part, onOutage: tell }, stopping.signal);
  const end = async () => {
    stopping.abort();
    await running;
    await part().catch(tell);
    await db.destroy();
  };
  let ended: Promise<void> | undefined;
  return {
    stop() {
      ended ??= end();
      return ended;
    },
  };
}

/** Meanwhile entries wait in the queue. */
function tell(failure: Error | null): void {
  if (failure) log.error({ err: failure }, 'The audit log is not being sealed.');
  else log.warn('The audit log is being sealed again.');
}
