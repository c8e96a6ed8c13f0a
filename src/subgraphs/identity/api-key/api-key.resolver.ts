import { Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { apiKeysOfUser } from './api-key.rows.ts';
import { ApiKey } from './api-key.type.ts';

@Resolver()
export class ApiKeyResolver {
  @Query(() => [ApiKey], {
    description: "The viewer's own API keys: those in force first, then revoked ones; the latest first.",
  })
  apiKeys(@Ctx() context: GraphContext): Promise<ApiKey[]> {
    return apiKeysOfUser(context, viewerOf(context).userId);
  }
}
