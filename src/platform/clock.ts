/** Where time comes from, so that a test can stand at any instant. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The calendar day in UTC, `YYYY-MM-DD`. */
export const todayUtc = (clock: Clock): string => clock.now().toISOString().slice(0, 10);
