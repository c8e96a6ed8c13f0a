import './node-version.ts';
import { readArguments } from './arguments.ts';
import { SettingsError } from './environment.ts';
import { readSettings, type Settings } from './settings.ts';
import { type Running, start } from './start.ts';

/** All of it ends within this: requests in flight, the pool, an embedded database. */
const STOP_TIMEOUT_MS = 15_000;

try {
  const settings = readSettings({ ...process.env, ...readArguments(process.argv.slice(2)) });
  const running = await start(settings);
  announce(running, settings);
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

function announce(
  { url, newAdminPassword, demoSignIns }: Running,
  { demoData, adminUsername, subgraphs }: Settings,
): void {
  const examplePage = demoData ? `\n  Demo page   ${url}/` : '';
  const forPeople = `${examplePage}\n  Playground  ${url}/playground/`;
  const forRouter = `\n  Subgraphs   ${subgraphs?.join(', ')}, for the router alone`;
  console.log(`riskgraph is ready.
${subgraphs ? forRouter : forPeople}
  GraphQL     ${url}/graphql`);
  const signIns = demoSignIns.map(({ username, password, role }) => [username, password, role]);
  if (newAdminPassword) signIns.unshift([adminUsername, newAdminPassword, 'SUPER_ADMIN']);
  if (signIns.length === 0) return;
  console.log('\n  Sign in as (the passwords are shown this once):\n');
  for (const [username, password, role] of signIns) {
    console.log(`  ${username?.padEnd(16)}${password?.padEnd(28)}${role}`);
  }
}

/** The first signal stops gracefully; whoever sends a second does not want to wait. */
function stopOnSignals(running: Running): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
