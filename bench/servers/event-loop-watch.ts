import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a server beside what it runs. Asked by its parent, it answers how long its event loop was blocked at
// most since it was asked last, and how much CPU time it used at most between two turns, ms. The latter is without
// the time in which other processes had the core.
const EVERY_MS = 5;
const delay = monitorEventLoopDelay({ resolution: EVERY_MS });
delay.enable();

const threadCpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
let cpuMs = 0;
let lastMs = threadCpuMs();
setInterval(() => {
  const nowMs = threadCpuMs();
  cpuMs = Math.max(cpuMs, nowMs - lastMs);
  lastMs = nowMs;
}, EVERY_MS).unref();

process.on('message', () => {
  process.send?.({ ms: delay.max / 1e6, cpuMs });
  delay.reset();
  cpuMs = 0;
});
// Nobody waits for the question: a server that stops must end.
process.channel?.unref();
