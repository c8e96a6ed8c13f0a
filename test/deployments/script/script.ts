import { documentSteps } from './documents.ts';
import { entitySteps } from './entities.ts';
import { pageSteps } from './pages.ts';
import { refusalSteps } from './refusals.ts';
import { lastSignInSteps, signInSteps, signOutSteps } from './sign-in.ts';
import type { Step } from './step.ts';
import { subscriptionSteps } from './subscriptions.ts';
import { uploadSteps } from './uploads.ts';
import { writeSteps } from './writes.ts';

/** THE SCRIPT: what clients do, in this order. */
export const script: Step[] = [
  ...signInSteps,
  ...lastSignInSteps,
  ...pageSteps,
  ...entitySteps,
  ...documentSteps,
  ...refusalSteps,
  ...writeSteps,
  ...uploadSteps,
  ...subscriptionSteps,
  ...signOutSteps,
];
