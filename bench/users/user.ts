import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { chance, integer, type Random, seededRandom } from '../../src/demo/random.ts';
import { updateInGraph } from '../measures/loan-updates.ts';
import { drawPage, type OwnBook, type Visit } from './pages.ts';
import { type Heard, visit } from './visits.ts';

/** Somebody who is signed in and has a book. */
export interface User {
  token: string;
  book: OwnBook;
  /** Public ids of some loans of the book. */
  loanIds: string[];
}

/** A page is read for so long before the next one is opened. */
const THINK_MS = [1_000, 5_000] as const;
/** Before one page of twenty a loan is changed, so that numbers that are kept are made anew. */
const WRITES = 0.05;
const PATIENCE_MS = 30_000;
const LARGEST_DRAW = 1_000_000;

/** Opens pages from `startsAt` to `endsAt` (as performance.now() counts), the same ones in each run. */
export async function use(url: string, user: User, startsAt: number, endsAt: number): Promise<Heard[]> {
  const random = seededRandom(user.book.number);
  const client = new Client(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  const heard: Heard[] = [];
  await sleep(Math.max(0, startsAt - performance.now()));
  try {
    while (performance.now() < endsAt) {
      if (chance(random, WRITES)) heard.push(await visit(client, user.token, drawChange(random, user)));
      heard.push(await visit(client, user.token, drawPage(random, user.book)));
      await sleep(integer(random, ...THINK_MS));
    }
  } finally {
    await client.destroy();
  }
  return heard;
}

function drawChange(random: Random, { loanIds }: User): Visit {
  return { name: 'updateLoan', asked: updateInGraph(loanIds, integer(random, 0, LARGEST_DRAW)) };
}
