import { jest } from '@jest/globals';

/** A line of the log. */
export type LogLine = Record<string, unknown> & { level: string; msg: string };

export interface CaughtLog {
  lines: LogLine[];
  /** The words of each line. */
  words(): string[];
  stop(): void;
}

/** What is logged from now on, which the terminal does not show. */
export function catchLog(): CaughtLog {
  const lines: LogLine[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    for (const line of String(text).trim().split('\n')) lines.push(JSON.parse(line));
    return true;
  });
  return { lines, words: () => lines.map(({ msg }) => msg), stop: () => write.mockRestore() };
}
