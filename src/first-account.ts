import { SettingsError } from './environment.ts';
import { anonymousContext, newRequestId } from './gateway/context.ts';
import type { OpenGraph } from './graph-as.ts';
import { GraphError, type Issue } from './platform/errors.ts';
import type { Settings } from './settings.ts';

/** Makes the first account of an empty database; a password that breaks the policy is a fault of the settings. */
export async function makeFirstAccount({ house }: OpenGraph, settings: Settings): Promise<string | null> {
  const caller = { requestId: newRequestId(), ipAddress: null, userAgent: null };
  try {
    return await house.directory.createFirstAccount(settings, anonymousContext(house, caller));
  } catch (error) {
    if (!(error instanceof GraphError) || error.extensions.code !== 'BAD_USER_INPUT') throw error;
    const issues = error.extensions.issues as Issue[];
    throw new SettingsError(issues.map(({ message }) => `ADMIN_PASSWORD: ${message}`).join('\n'));
  }
}
