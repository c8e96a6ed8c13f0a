import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const SCRIPTS = join(import.meta.dirname, '../../docker/azure');
const IMAGE = 'riskgraph.azurecr.io/riskgraph:abc';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riskgraph-azure-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Azure's command line and curl, as far as the scripts use them; each call is a line of `calls`. */
async function standIn(command: 'az' | 'curl', body: string): Promise<void> {
  const path = join(folder, command);
  await writeFile(path, `#!/usr/bin/env bash\necho "${command} $*" >>"${folder}/calls"\n${body}\n`);
  await chmod(path, 0o755);
}

const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).split('\n');

function run(script: string, args: string[] = [], environment: NodeJS.ProcessEnv = {}) {
  const own = { GROUP: 'group', APP: 'app', IMAGE, PACE_SECONDS: '0', LIMIT_SECONDS: '10', ...environment };
  const env = { ...own, PATH: [folder, process.env.PATH].join(delimiter) };
  return new Promise<{ code: number; text: string }>((resolve) => {
    execFile(join(SCRIPTS, script), args, { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr });
    });
  });
}

/** A slot that runs this image and answers this way. */
async function slot(image: string, readyz: string): Promise<void> {
  await standIn(
    'az',
    `case "$*" in
      *'webapp show'*) echo /sites/app ;;
      *sitecontainers*) echo ${image} ;;
      *) echo host.example ;;
    esac`,
  );
  await standIn('curl', readyz);
}

describe('wait-ready.sh', () => {
  it('waits for three good answers running from the slot that was named', async () => {
    // Good, bad, good, good, good.
    await slot(IMAGE, `n=$(grep -c ^curl "${folder}/calls"); [ "$n" != 2 ]`);
    expect(await run('wait-ready.sh', ['staging'])).toMatchObject({ code: 0 });
    const asked = (await calls()).filter((call) => call.startsWith('curl'));
    expect(asked).toEqual(new Array(5).fill('curl -fsS --max-time 10 https://host.example/readyz'));
    expect(await calls()).toContainEqual(
      expect.stringContaining('--ids /sites/app/slots/staging/sitecontainers/main'),
    );
  });

  it('fails where the slot runs another image, however well', async () => {
    await slot('riskgraph.azurecr.io/riskgraph:old', 'exit 0');
    const { code, text } = await run('wait-ready.sh', ['production'], { LIMIT_SECONDS: '0' });
    expect([code, text]).toEqual([1, 'The slot production is not ready.\n']);
  });

  it('asks for no image where it is to be whichever was there before', async () => {
    await slot('riskgraph.azurecr.io/riskgraph:old', 'exit 0');
    expect(await run('wait-ready.sh', ['production'], { IMAGE: '' })).toMatchObject({ code: 0 });
  });

  it('fails where the slot is not ready in time', async () => {
    await slot(IMAGE, 'exit 22');
    expect(
      await run('wait-ready.sh', ['staging'], { LIMIT_SECONDS: '1', PACE_SECONDS: '0.2' }),
    ).toMatchObject({
      code: 1,
    });
  });
});

describe('migrate.sh', () => {
  const job = (exitCode: number) =>
    standIn(
      'az',
      `case "$*" in
        *currentState.state*) [ "$(grep -c currentState.state "${folder}/calls")" -gt 2 ] && echo Terminated || echo Running ;;
        *currentState.exitCode*) echo ${exitCode} ;;
        *logs*) echo 'Migrated: Migration1' ;;
      esac`,
    );
  const deletions = async () => (await calls()).filter((call) => call.includes('container delete')).length;

  it('waits for the container, shows what it said and leaves nothing behind', async () => {
    await job(0);
    expect(await run('migrate.sh')).toEqual({ code: 0, text: 'Migrated: Migration1\n' });
    expect(await calls()).toContainEqual(expect.stringContaining(`appName=app image=${IMAGE}`));
    expect(await deletions()).toBe(2);
  });

  it('fails where the migration did', async () => {
    await job(1);
    expect(await run('migrate.sh')).toMatchObject({ code: 1 });
    expect(await deletions()).toBe(2);
  });
});

test('stage.sh stops the slot before it changes the image: nothing old answers afterwards', async () => {
  await standIn('az', '');
  expect(await run('stage.sh')).toMatchObject({ code: 0 });
  const said = (await calls()).map((call) => /^az (webapp \w+|deployment)/.exec(call)?.[1]).filter(Boolean);
  expect(said).toEqual(['webapp stop', 'deployment', 'webapp start']);
});
