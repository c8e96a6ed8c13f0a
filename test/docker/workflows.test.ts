import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');

const workflows = readdirSync(FOLDER).map((file): [string, string] => [
  file,
  readFileSync(join(FOLDER, file), 'utf8'),
]);

/** The lines of each job, by its name. */
function jobsOf(workflow: string): [string, string][] {
  const [, jobs = ''] = workflow.split(/^jobs:\n/m);
  return jobs
    .split(/^ {2}(?=[\w-]+:$)/m)
    .filter((part) => /^[\w-]+:\n/.test(part))
    .map((job) => [job.slice(0, job.indexOf(':')), job]);
}

describe.each(workflows)('%s', (_, text) => {
  it('may do nothing that it does not say', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    expect(text).not.toMatch(/write-all|pull_request_target/);
  });

  it('ends, and does not run into another run of its own', () => {
    expect(text).toMatch(/^concurrency:\n {2}group: /m);
    expect(jobsOf(text)).not.toEqual([]);
    for (const [name, job] of jobsOf(text))
      expect([name, job]).toEqual([name, expect.stringMatching(/^ {4}timeout-minutes: \d+$/m)]);
  });

  it('runs others’ actions at the commit that was read, under the version it has', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('keeps no credentials of the repository where later steps could find them', () => {
    const checkouts = text.split('uses: actions/checkout@').slice(1);
    for (const checkout of checkouts)
      expect(checkout).toMatch(/^.*\n {8}with:\n {10}persist-credentials: false\n/);
  });
});

describe('the tests', () => {
  const [, ci = ''] = workflows.find(([file]) => file === 'ci.yml') ?? [];
  const tested = JSON.parse(/node: (\[.*\])/.exec(ci)?.[1] ?? '[]') as number[];

  it('run on the oldest Node that is promised, on that of the image, and on a newer one', () => {
    const promised = Number(/>=(\d+)/.exec(packageJson.engines.node)?.[1]);
    const image = Number(
      /^FROM node:(\d+)/m.exec(readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8'))?.[1],
    );
    expect(tested[0]).toBe(promised);
    expect(tested).toContain(image);
    expect(tested.at(-1)).toBeGreaterThan(image);
  });
});
