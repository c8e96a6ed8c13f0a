import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** As whom PostgreSQL runs. It refuses root, and anyone but the owner of its data. */
export interface Account {
  /** Put before the command. */
  prefix: string[];
  uid?: number;
  gid?: number;
}

const OURSELVES: Account = { prefix: [] };
/** Inside a user namespace root has no name, which satisfies PostgreSQL, and still owns root's files. */
const NAMELESS_ROOT: Account = { prefix: ['unshare', '-U'] };
/** The uid of `nobody`. initdb refuses a uid that has no name. */
const NOBODY: Account = { prefix: [], uid: 65534, gid: 65534 };

/** `userNamespace: false` behaves as a container does that forbids user namespaces. */
export async function accountFor(
  cluster: string,
  mustReach: string[],
  { userNamespace }: { userNamespace: boolean },
): Promise<Account> {
  if (process.getuid?.() !== 0) return OURSELVES;
  const data = await stat(cluster).catch(() => undefined);
  if (data && data.uid !== 0) return { prefix: [], uid: data.uid, gid: data.gid };
  if (userNamespace && canReach(NAMELESS_ROOT, mustReach)) return NAMELESS_ROOT;
  if (canReach(NOBODY, ['/'])) return NOBODY;
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine allows neither a user namespace nor a change of user. ' +
      'Run riskgraph as an ordinary user.',
  );
}

/** Tried rather than computed: modes, mounts and security modules all have a say. */
export function canReach(account: Account, paths: string[]): boolean {
  const script = 'for path do test -x "$path" || exit 1; done';
  const [command, args] = commandAs(account, 'sh', ['-c', script, 'sh', ...paths]);
  return spawnSync(command, args, { ...processOptions(account), stdio: 'ignore' }).status === 0;
}

export function commandAs(account: Account, program: string, args: string[]): [string, string[]] {
  const [command, ...rest] = [...account.prefix, program, ...args];
  return [command!, rest];
}

/** The working directory is one that everyone can enter; ours may be closed to the account. */
export const processOptions = ({ uid, gid }: Account) => ({ uid, gid, cwd: '/', env: environment() });

/** Without the variables that would make PostgreSQL listen, speak or look elsewhere. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
