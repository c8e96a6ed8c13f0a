import { Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { listSize } from '../../../platform/graphql/limit.directives.ts';
import { runningSessions } from './session.rows.ts';
import { Session } from './session.type.ts';

@Resolver()
export class SessionResolver {
  @listSize({ assumedSize: 100 })
  @Query(() => [Session], {
    description: "The viewer's own sessions that still run, the latest first, at most 100.",
  })
  sessions(@Ctx() context: GraphContext): Promise<Session[]> {
    return runningSessions(context, viewerOf(context));
  }
}
