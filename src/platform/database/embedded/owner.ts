import { readFile, rm, writeFile } from 'node:fs/promises';
import { isRunning, processIdentity } from './process-identity.ts';

/** The owner stops the server. Others that adopted it only leave, unless its owner was killed. */
export async function hasLiveOwner(file: string): Promise<boolean> {
  return isRunning(await read(file));
}

export async function takeOwnership(file: string): Promise<void> {
  await writeFile(file, (await processIdentity(process.pid)) ?? '');
}

/** False once somebody else started the server anew, after it had died under its first owner. */
export async function isOwnedByThisProcess(file: string): Promise<boolean> {
  return (await read(file)) === (await processIdentity(process.pid));
}

export async function giveUpOwnership(file: string): Promise<void> {
  await rm(file, { force: true });
}

const read = (file: string) => readFile(file, 'utf8').catch(() => '');
