import { conflict } from './errors.ts';

/** Throws CONFLICT where the version that a caller read is no longer the current one. */
export function refuseLostUpdate(currentVersion: number, expectedVersion: number | null | undefined): void {
  if (typeof expectedVersion !== 'number' || expectedVersion === currentVersion) return;
  throw conflict(
    `It was changed since: expected version ${expectedVersion}, current version ${currentVersion}.`,
    currentVersion,
  );
}
