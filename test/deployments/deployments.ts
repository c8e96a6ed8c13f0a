import type { Recipe } from './deployment.ts';
import { oneProcess } from './one-process.ts';
import { split } from './split.ts';
import { twoReplicas } from './two-replicas.ts';

/** THE LIST: the first one's answers are what all others must give. */
export const deployments: [Recipe, ...Recipe[]] = [oneProcess, twoReplicas, split];
