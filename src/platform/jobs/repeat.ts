import { setTimeout as sleep } from 'node:timers/promises';

/** Work that comes back: true where more of it waits, and is done at once. */
export interface Repeated {
  everyMs: number;
  part(): Promise<boolean>;
  /** Told once that the parts fail, the database being away for a while, and once with null that they do not any more. */
  onOutage(failure: Error | null): void;
}

/** Does a part at once and from then on, one after the other, until it is stopped: the part that runs by then ends. */
export async function repeat({ everyMs, part, onOutage }: Repeated, stopping: AbortSignal): Promise<void> {
  let isFailing = false;
  while (!stopping.aborted) {
    const outcome = await part().catch((failure: Error) => failure);
    const failure = outcome instanceof Error ? outcome : null;
    if ((failure !== null) !== isFailing) onOutage(failure);
    isFailing = failure !== null;
    if (outcome !== true)
      await sleep(everyMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}
