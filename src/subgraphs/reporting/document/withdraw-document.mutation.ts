import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { notFound } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { requireMayChange } from './document-owner.ts';
import { TrustedDocumentEntity } from './trusted-document.entity.ts';
import { documentByKey } from './trusted-document.rows.ts';
import { TrustedDocument } from './trusted-document.type.ts';

@Resolver()
export class WithdrawDocumentMutation {
  @Mutation(() => TrustedDocument, {
    description:
      "Ends the trust in a version, for good: within 5 seconds it answers as one that there is not, and its name as the version before. One that was withdrawn stays as it is. Needs a session, and any role but VIEWER. NOT_FOUND: no such document. FORBIDDEN: the name is somebody else's, and the viewer no administrator.",
  })
  async withdrawDocument(
    @Arg('id', () => ID, { description: 'The id of the version.' }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<TrustedDocument | null> {
    const key = requireRowKey('TrustedDocument', id);
    const { tenantId, userId } = viewerOf(context);
    const document = await context.em.findOne(TrustedDocumentEntity, { id: key, tenantId });
    if (!document) throw notFound('TrustedDocument');
    await requireMayChange(document.name, context);
    if (document.withdrawnAt === null) {
      context.em.assign(document, { withdrawnBy: userId, withdrawnAt: context.clock.now().toISOString() });
      await context.em.flush();
    }
    return documentByKey(key, context);
  }
}
