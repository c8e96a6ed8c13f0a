import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a server beside what it runs. Asked by its parent, it answers how long its event loop was blocked at
// most since it was asked last, ms.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

process.on('message', () => {
  process.send?.(delay.max / 1e6);
  delay.reset();
});
// Nobody waits for the question: a server that stops must end.
process.channel?.unref();
