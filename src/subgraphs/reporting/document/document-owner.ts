import { forbidden } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { isAdmin } from '../../../platform/security/viewer.ts';
import { TrustedDocumentEntity } from './trusted-document.entity.ts';

/**
 * A name is its first registrar's: what a colleague's report runs is for nobody else to change but administrators.
 * Throws FORBIDDEN; whoever may register reads all names of the tenant anyway.
 */
export async function requireMayChange(name: string, context: MutationContext): Promise<void> {
  const viewer = viewerOf(context);
  const { tenantId, userId } = viewer;
  const first = await context.em.findOne(TrustedDocumentEntity, { tenantId, name, version: 1 });
  if (!first || first.registeredBy === userId || isAdmin(viewer)) return;
  throw forbidden("This name is a colleague's. Ask them, or an administrator.");
}
