import { forbidden } from '../../platform/errors.ts';
import { type GraphContext, refusalOf } from '../../platform/graphql/context.ts';
import type { RoleName } from '../../platform/security/viewer.ts';
import { recordDenied } from '../denied-attempts.ts';

const REPORTERS: RoleName[] = ['ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'];

/** Throws for who may not take reports away; whoever is signed in is then on record, with what they asked for. */
export async function requireReporter(context: GraphContext, asked: Record<string, unknown>): Promise<void> {
  const { viewer } = context;
  if (!viewer) throw refusalOf(context);
  if (REPORTERS.includes(viewer.role)) return;
  const changes = { ...asked, code: 'FORBIDDEN' };
  await recordDenied(context, [{ entityType: 'Report', changes }]);
  throw forbidden('A viewer takes no reports away.');
}
