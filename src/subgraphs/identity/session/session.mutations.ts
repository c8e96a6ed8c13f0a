import { sql } from 'kysely';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { forbidden, notFound } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { identityDb } from '../entities.ts';
import { endSessionByKey, endSessionsOf } from './session.writes.ts';

@Resolver()
export class SessionMutations {
  @Mutation(() => Boolean, {
    description: 'Ends the session of this request. FORBIDDEN for an API key, which has none.',
  })
  async logout(
    @Arg('everywhere', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "True ends all of the viewer's sessions.",
    })
    everywhere: boolean | null,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    const { userId, sessionId } = viewerOf(context);
    if (!sessionId) throw forbidden('An API key has no session to end.');
    if (everywhere) await endSessionsOf(context, userId);
    else await endSessionByKey(context, sessionId);
    const changes = everywhere ? { everywhere: { from: null, to: true } } : null;
    context.audit.record({
      action: 'LOGOUT',
      entityType: 'Session',
      entityId: toGlobalId('Session', sessionId),
      changes,
    });
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      "Ends one of the viewer's own sessions; false where it had ended already. NOT_FOUND: no such session. FORBIDDEN for an API key.",
  })
  async endSession(
    @Arg('id', () => ID, { description: "The session's id." }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<boolean> {
    const key = requireRowKey('Session', id);
    const { rows } = await sql`
      select from sessions where id = ${key} and user_id = ${viewerOf(context).userId}`.execute(
      identityDb(context),
    );
    if (rows.length === 0) throw notFound('Session');
    const ended = await endSessionByKey(context, key);
    if (ended) context.audit.record({ action: 'REVOKE', entityType: 'Session', entityId: id });
    return ended;
  }
}
