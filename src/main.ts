import './node-version.ts';
import { readSettings, SettingsError } from './settings.ts';
import { type Running, start } from './start.ts';

/** Requests in flight may finish for this long. */
const STOP_TIMEOUT_MS = 15_000;

try {
  const settings = readSettings(process.env);
  const running = await start(settings);
  announce(running, settings.adminUsername);
  stopOnSignals(running);
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}

/** What a new user can act upon; anything else whole. */
function inWords(error: unknown): unknown {
  if (error instanceof SettingsError) return `The settings are wrong:\n${error.message}`;
  const { code, port } = error as { code?: string; port?: number };
  return code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another, or to 0 for any.` : error;
}

function announce({ url, newAdminPassword, demoSignIns }: Running, adminUsername: string): void {
  console.log(`riskgraph is ready.

  Playground  ${url}/playground/
  GraphQL     ${url}/graphql`);
  const signIns = demoSignIns.map(({ username, password, role }) => [username, password, role]);
  if (newAdminPassword) signIns.unshift([adminUsername, newAdminPassword, 'SUPER_ADMIN']);
  if (signIns.length === 0) return;
  console.log('\n  Sign in as (the passwords are shown this once):\n');
  for (const [username, password, role] of signIns) {
    console.log(`  ${username?.padEnd(16)}${password?.padEnd(28)}${role}`);
  }
}

function stopOnSignals(running: Running): void {
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    await running.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
