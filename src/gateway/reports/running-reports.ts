import { Turns } from '../turns.ts';

/** Of one viewer: a workbook refreshes its queries together. */
const MAX_OF_VIEWER = 3;
const MAX_IN_PROCESS = 10;
const MAX_WAIT_MS = 5_000;

/**
 * Lets so many reports be read and sent at once, of one viewer and of all. Throws SERVICE_UNAVAILABLE where a turn
 * does not come soon.
 */
export function runningReports() {
  const ofAll = new Turns(MAX_IN_PROCESS, MAX_WAIT_MS);
  const ofViewers = new Map<string, { turns: Turns; count: number }>();
  return async <Result>(userId: string, work: () => Promise<Result>): Promise<Result> => {
    const own = ofViewers.get(userId) ?? { turns: new Turns(MAX_OF_VIEWER, MAX_WAIT_MS), count: 0 };
    ofViewers.set(userId, own);
    own.count += 1;
    try {
      return await own.turns.take(() => ofAll.take(work));
    } finally {
      own.count -= 1;
      if (own.count === 0) ofViewers.delete(userId);
    }
  };
}
