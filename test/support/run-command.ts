import { jest } from '@jest/globals';
import type { Command } from 'commander';

/** What a command prints, and the exit code that it leaves to the process, which other test files share. */
export async function runCommand(
  command: Command,
  ...words: string[]
): Promise<{ text: string; exitCode: typeof process.exitCode }> {
  let text = '';
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => {
    text += `${line}\n`;
  });
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk;
    return true;
  });
  const exitCodeBefore = process.exitCode;
  process.exitCode = undefined;
  try {
    await command.parseAsync(words, { from: 'user' });
    return { text, exitCode: process.exitCode };
  } finally {
    process.exitCode = exitCodeBefore;
    log.mockRestore();
    write.mockRestore();
  }
}
