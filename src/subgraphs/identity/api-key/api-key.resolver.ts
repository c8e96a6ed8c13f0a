import { Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { listSize } from '../../../platform/graphql/limit.directives.ts';
import { apiKeysOfUser } from './api-key.rows.ts';
import { ApiKey } from './api-key.type.ts';

@Resolver()
export class ApiKeyResolver {
  @listSize({ assumedSize: 100 })
  @Query(() => [ApiKey], {
    description:
      "The viewer's own API keys: those not revoked first, the latest first; at most 100. One that was revoked or expired goes after 90 days.",
  })
  apiKeys(@Ctx() context: GraphContext): Promise<ApiKey[]> {
    return apiKeysOfUser(context, viewerOf(context).userId);
  }
}
