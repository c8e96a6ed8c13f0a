import { useBookTemplate } from './book.ts';
import type { Recipe } from './deployment.ts';
import { deployments } from './deployments.ts';
import { playScript } from './play.ts';
import { script } from './script/script.ts';
import type { Received } from './script/step.ts';
import { summaryOf } from './summary.ts';

const template = useBookTemplate();
const [first, ...others] = deployments;
const ends: (() => Promise<unknown>)[] = [];
const answers = new Map<Recipe, Map<string, Received>>();

async function play(recipe: Recipe): Promise<void> {
  const deployment = await recipe.start(await template.copy(), (stop) => ends.push(stop));
  answers.set(recipe, await playScript(deployment));
}

beforeAll(async () => {
  const able = deployments.filter((recipe) => recipe.missing() === null);
  await Promise.all(able.map(play));
}, 240_000);

afterAll(async () => {
  for (const stop of ends.reverse()) await stop();
  process.stdout.write(summaryOf(deployments, answers));
}, 60_000);

const answer = (recipe: Recipe, step: string) => answers.get(recipe)?.get(step);

const wordsIn = (received: Received | undefined) => [
  /"message":"[^"]*"/.exec(received?.text ?? '')?.[0],
  /"code":"[A-Z_]+"/.exec(received?.text ?? '')?.[0],
];

describe(`${first.name} answers`, () => {
  test.each(script.map(({ name }) => name))('%s', (step) => {
    expect(answer(first, step)).toMatchObject({
      status: expect.any(Number),
      text: expect.stringMatching(/./),
    });
    expect(answer(first, step)?.status).toBeGreaterThan(0);
  });
});

describe.each(others.map((recipe) => ({ ...recipe, recipe })))('$name answers the same', ({ recipe }) => {
  const missing = recipe.missing();
  if (missing) {
    process.stderr.write(`SKIPPED: ${recipe.name}: ${missing} is not installed.\n`);
    test.skip.each(script.map(({ name }) => name))('%s', () => {});
    return;
  }
  const { exceptions = {} } = recipe;
  test.each(script.map(({ name }) => name).filter((name) => !(name in exceptions)))('%s', (step) => {
    expect(answer(recipe, step)).toEqual(answer(first, step));
  });
  for (const [step, reason] of Object.entries(exceptions)) {
    test(`${step}: with the same code and words. ${reason}`, () => {
      expect(answer(recipe, step)).not.toEqual(answer(first, step));
      expect(wordsIn(answer(recipe, step))).toEqual(wordsIn(answer(first, step)));
    });
  }
});
