import { copyDatabase } from './database/cluster.ts';
import { loadBooks } from './database/load-book.ts';
import { type Portfolio, portfoliosOf } from './database/portfolios.ts';
import type { Ground } from './ground.ts';
import { peakMemoryMiB } from './load/process-usage.ts';
import { firstReads } from './measures/first-reads.ts';
import { profileOf } from './measures/profile.ts';
import { readQuestion } from './measures/reads.ts';
import { measureWrites } from './measures/writes.ts';
import type { Options } from './options.ts';
import { attempt, say } from './progress.ts';
import { type Question, type QuestionName, questionsOf } from './queries/questions.ts';
import type { Results } from './report/results.ts';
import { type RunningVariants, startVariants } from './servers/running-variants.ts';
import { variants } from './variants/variants.ts';

const DATABASE = 'book';
/** Whose answers the server keeps: what the first one after a write waits for stands apart. */
const READ_ANEW: QuestionName[] = ['Q2', 'Q4', 'Q6'];

/** Loads all portfolios, asks all questions, and last changes loans. */
export async function runOnBook(ground: Ground, options: Options, results: Results): Promise<void> {
  const { cluster, people, books, directory } = ground;
  say('Loading the book');
  const databaseUrl = await copyDatabase(cluster, people, DATABASE);
  await loadBooks(databaseUrl, books);
  const portfolios = await portfoliosOf(databaseUrl, books);
  const questions = questionsOf(portfolios);
  const running = await startVariants(cluster, databaseUrl, directory);
  try {
    await ask(questions, running, options, results);
    await askAfterWrites(questions, running, databaseUrl, options, results);
    await write(portfolios, running, databaseUrl, options, results);
  } finally {
    await running.stop();
  }
  await profile(questions, databaseUrl, directory, options, results);
}

async function ask(
  questions: Question[],
  running: RunningVariants,
  options: Options,
  results: Results,
): Promise<void> {
  for (const question of questions.filter(({ name }) => options.measures.includes(name))) {
    await attempt(question.id, results, async () => {
      const { readings, missing } = await readQuestion(question, running, options);
      results.readings.push(...readings);
      results.missing.push(...missing);
    });
  }
  for (const variant of variants) {
    const mebibytes = await peakMemoryMiB(running.server(variant).pid);
    results.peakMemory.push({ variant: variant.name, mebibytes });
  }
}

async function askAfterWrites(
  questions: Question[],
  running: RunningVariants,
  databaseUrl: string,
  { measures }: Options,
  results: Results,
): Promise<void> {
  if (!measures.includes('first')) return;
  for (const question of questions.filter(({ name }) => READ_ANEW.includes(name))) {
    await attempt(`${question.id} after a write`, results, async () => {
      results.firstReads.push(await firstReads(question, running, databaseUrl));
    });
  }
}

async function write(
  portfolios: Portfolio[],
  running: RunningVariants,
  databaseUrl: string,
  options: Options,
  results: Results,
): Promise<void> {
  if (!options.measures.includes('write')) return;
  await attempt('Writes', results, async () => {
    results.writings = await measureWrites(portfolios, running, databaseUrl, options);
  });
}

async function profile(
  questions: Question[],
  databaseUrl: string,
  directory: string,
  options: Options,
  results: Results,
): Promise<void> {
  const question = questions.find(({ name }) => name === options.profile);
  if (!question) return;
  await attempt(`CPU profile of ${question.id}`, results, async () => {
    results.profile = await profileOf(question, databaseUrl, directory);
  });
}
