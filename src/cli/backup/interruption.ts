const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Gives `work` a signal that is aborted when the process is told to stop, so that it leaves nothing half done behind. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const abort = (name: string) => controller.abort(new Error(`Interrupted by ${name}.`));
  for (const name of SIGNALS) process.once(name, abort);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, abort);
  }
}
