import { forbidden } from '../../../platform/errors.ts';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { isAdmin } from '../../../platform/security/viewer.ts';

/**
 * A name is its first registrar's: what a colleague's report runs is for nobody else to change but administrators.
 * Throws FORBIDDEN; whoever may register reads all names of the tenant anyway.
 */
export function requireMayChange(first: { registeredBy: string } | undefined, context: GraphContext): void {
  const viewer = viewerOf(context);
  if (!first || first.registeredBy === viewer.userId || isAdmin(viewer)) return;
  throw forbidden("This name is a colleague's. Ask them, or an administrator.");
}
