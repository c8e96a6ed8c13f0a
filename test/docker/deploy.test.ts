import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Notes each call down with the tag that is in force, and fails where it is told to. */
const RECORDER = `#!/bin/sh
line="\${0##*/} \${RISKGRAPH_TAG:-} $*"
echo "$line" >>"$CALLS"
[ -n "$FAIL_AT" ] && echo "$line" | grep -qE "$FAIL_AT" && exit 1
case "$*" in
  *'port proxy 8443') echo 127.0.0.1:8443 ;;
  *'ps --quiet --status running proxy') echo "$PROXY" ;;
esac
`;
const BEFORE = 'aaaaaaaaaaaa';

let root: string;
let tag: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'riskgraph-deploy-'));
  mkdirSync(join(root, 'docker'));
  for (const name of ['deploy.sh', 'compose.yml', 'make-secrets.sh'])
    cpSync(`docker/${name}`, join(root, 'docker', name));
  mkdirSync(join(root, 'programs'));
  for (const name of ['docker', 'curl'])
    writeFileSync(join(root, 'programs', name), RECORDER, { mode: 0o755 });
  execFileSync(join(root, 'docker/make-secrets.sh'), { stdio: 'ignore' });
  git('init', '-q');
  git('add', 'docker/deploy.sh', 'docker/compose.yml');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.test', 'commit', '-qm', 'A release');
  tag = git('rev-parse', '--short=12', 'HEAD').trim();
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  writeFileSync(state(), `# ours\nHTTPS_PORT=9443\nRISKGRAPH_TAG=${BEFORE}\n`);
});

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
const state = () => join(root, 'docker/.env');
const secret = (name: string) => join(root, 'docker/secrets', name);

/** Deploys; answers what was called, without what is the same in all calls, and what was said. */
function deploy({
  failAt = '',
  proxy = 'running',
  path = `${join(root, 'programs')}:${process.env.PATH}`,
} = {}) {
  const file = join(root, 'calls');
  rmSync(file, { force: true });
  const env = { PATH: path, CALLS: file, FAIL_AT: failAt, PROXY: proxy };
  const { status, stdout, stderr } = spawnSync('/bin/bash', [join(root, 'docker/deploy.sh')], {
    env,
    encoding: 'utf8',
  });
  const calls = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const short = calls.map((call) =>
    call
      .replace(' compose -p riskgraph -f docker/compose.yml', '')
      .replace('--no-deps --no-build --wait --wait-timeout 120 ', '')
      .replaceAll(tag, 'NEW')
      .replaceAll(BEFORE, 'OLD'),
  );
  return { status, calls: short, stdout, stderr };
}

const LOOK = ['docker  compose version', 'docker NEW image inspect riskgraph:OLD'];
const BUILD = [
  'docker NEW build gateway-1 backup',
  'docker NEW run --rm --no-deps -T gateway-1 node dist/src/cli.js config',
];
const DATABASE = 'docker NEW up -d --no-recreate --wait --wait-timeout 120 database redis';
const BACKUP = 'docker NEW run --rm --no-deps -T backup node dist/src/cli.js backup /backups';
const MIGRATE = 'docker NEW run --rm --no-deps -T gateway-1 node dist/src/cli.js migrate up';
const replaced = (gateway: string, release = 'NEW') => [
  `docker ${release} up -d ${gateway}`,
  'docker NEW ps --quiet --status running proxy',
  'docker NEW exec -T proxy nginx -s reload',
];

describe('a deployment', () => {
  test('builds, backs up, migrates and replaces one gateway after the other', () => {
    const { status, calls, stdout } = deploy();
    expect(calls).toEqual([
      ...LOOK,
      ...BUILD,
      DATABASE,
      BACKUP,
      MIGRATE,
      ...replaced('gateway-1'),
      ...replaced('gateway-2'),
      'docker NEW up -d --no-build',
      'docker NEW port proxy 8443',
      expect.stringMatching(/^curl NEW .* https:\/\/127\.0\.0\.1:8443\/readyz$/),
    ]);
    expect(stdout).toContain(`── ${tag} is deployed, after ${BEFORE}.`);
    expect(status).toBe(0);
  });

  test('is what compose starts from then on; other settings stay', () => {
    deploy();
    expect(readFileSync(state(), 'utf8')).toBe(`# ours\nHTTPS_PORT=9443\nRISKGRAPH_TAG=${tag}\n`);
  });

  test('that is the first has nothing to back up, and no proxy that knows old addresses', () => {
    rmSync(state());
    const { status, calls } = deploy({ proxy: '' });
    expect(status).toBe(0);
    expect(calls).not.toContain(BACKUP);
    expect(calls.filter((call) => /inspect|nginx/.test(call))).toEqual([]);
    expect(readFileSync(state(), 'utf8')).toBe(`RISKGRAPH_TAG=${tag}\n`);
  });
});

describe('where something fails', () => {
  const stays = () => expect(readFileSync(state(), 'utf8')).toContain(`RISKGRAPH_TAG=${BEFORE}`);
  afterEach(stays);

  test.each([
    ['the build', ' build ', BUILD[0]],
    ['a setting', ' config$', BUILD[1]],
    ['the database', ' database redis$', DATABASE],
    ['the backup', ' backup /backups$', BACKUP],
    ['a migration', ' migrate up$', MIGRATE],
  ])('%s, that is the end, and no gateway was touched', (_, failAt, last) => {
    const { status, calls, stdout } = deploy({ failAt });
    expect(calls.at(-1)).toBe(last);
    expect(calls.filter((call) => call.includes('up -d gateway'))).toEqual([]);
    expect(stdout).toContain(`── FAILED. Nothing was replaced: ${BEFORE} serves as before.`);
    expect(stdout).not.toContain('stay');
    expect(status).toBe(1);
  });

  test('the first gateway, it goes back, and the second is never touched', () => {
    const { status, calls, stdout } = deploy({ failAt: `${tag} .*up -d --no-deps .* gateway-1$` });
    expect(calls.slice(calls.indexOf(MIGRATE) + 1)).toEqual([
      'docker NEW up -d gateway-1',
      'docker NEW logs --tail 50 gateway-1',
      ...replaced('gateway-1', 'OLD'),
    ]);
    expect(stdout).toContain(`── FAILED. ${BEFORE} serves again.\n── The migrations of ${tag} stay.`);
    expect(status).toBe(1);
  });

  test('the second gateway, it goes back first, while the new first one serves', () => {
    const { status, calls } = deploy({ failAt: `${tag} .*up -d --no-deps .* gateway-2$` });
    expect(calls.slice(calls.indexOf('docker NEW up -d gateway-2'))).toEqual([
      'docker NEW up -d gateway-2',
      'docker NEW logs --tail 50 gateway-2',
      ...replaced('gateway-2', 'OLD'),
      ...replaced('gateway-1', 'OLD'),
    ]);
    expect(status).toBe(1);
  });

  test('the whole as the world sees it, both go back', () => {
    const { status, calls } = deploy({ failAt: '^curl' });
    expect(calls.filter((call) => call.includes('OLD up'))).toEqual([
      'docker OLD up -d gateway-2',
      'docker OLD up -d gateway-1',
    ]);
    expect(status).not.toBe(0);
  });

  test('the way back too, what still serves is left alone', () => {
    const { status, calls, stdout } = deploy({ failAt: 'up -d --no-deps .* gateway-2$' });
    expect(calls.at(-1)).toBe('docker OLD up -d gateway-2');
    expect(stdout).toContain(`── FAILED. gateway-2 is not ready with ${BEFORE} either.`);
    expect(status).toBe(1);
  });
});

test('where the first deployment fails there is nothing to go back to, and it says so', () => {
  rmSync(state());
  const { status, calls, stdout } = deploy({ failAt: 'gateway-1$' });
  expect(calls.at(-1)).toBe('docker NEW up -d gateway-1');
  expect(stdout).toContain('── FAILED. This was the first deployment');
  expect(status).toBe(1);
  expect(existsSync(state())).toBe(false);
});

describe('nothing is begun', () => {
  const refusal = (options?: Parameters<typeof deploy>[0]) => {
    const { status, calls, stderr } = deploy(options);
    expect(status).toBe(1);
    expect(calls.filter((call) => !LOOK.includes(call))).toEqual([]);
    return stderr;
  };

  test('without the tools', () => {
    const bare = join(root, 'bare');
    mkdirSync(bare);
    execFileSync('ln', ['-s', '/usr/bin/dirname', bare]);
    const words = ['docker', 'git', 'curl', 'openssl'].map(
      (tool) => `deploy.sh: ${tool} is not installed.\n`,
    );
    expect(refusal({ path: bare })).toBe(words.join(''));
  });

  test('without the compose plugin, or with changes that no commit has', () => {
    appendFileSync(join(root, 'docker/compose.yml'), '# changed\n');
    const stderr = refusal({ failAt: 'compose version' });
    git('checkout', '-q', 'docker/compose.yml');
    expect(stderr).toContain('docker has no compose plugin.\n');
    expect(stderr).toContain('There are changes that are not committed.\n');
  });

  test('with secrets that are missing, empty, or anybody may change', () => {
    const kept = readFileSync(secret('jwt_secret'));
    rmSync(secret('jwt_secret'));
    chmodSync(secret('metrics_token'), 0o666);
    const stderr = refusal();
    writeFileSync(secret('jwt_secret'), kept, { mode: 0o444 });
    chmodSync(secret('metrics_token'), 0o444);
    expect(stderr.split('\n')).toEqual([
      'deploy.sh: docker/secrets/jwt_secret is missing or empty: docker/make-secrets.sh makes what is missing.',
      'deploy.sh: docker/secrets/metrics_token may be changed by others: chmod go-w docker/secrets/metrics_token',
      '',
    ]);
  });

  test('with a certificate that is none any more', () => {
    const kept = readFileSync(secret('tls_certificate'));
    rmSync(secret('tls_certificate'));
    writeFileSync(secret('tls_certificate'), 'expired');
    expect(refusal()).toContain('The certificate has expired, or is none.');
    writeFileSync(secret('tls_certificate'), kept, { mode: 0o444 });
  });

  test('without a way back', () => {
    expect(refusal({ failAt: 'image inspect' })).toContain(
      `The image of what is deployed, riskgraph:${BEFORE}, is gone: there would be no way back.`,
    );
  });
});
