import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { userByIdLoader } from '../user/user.loaders.ts';
import { User } from '../user/user.type.ts';
import { AuthPayload } from './auth-payload.type.ts';

@Resolver(() => AuthPayload)
export class AuthPayloadResolver {
  @FieldResolver(() => User, { description: 'Who is signed in.' })
  user(@Root() { userId }: AuthPayload, @Ctx() context: GraphContext): Promise<User | null> {
    return load(context, userByIdLoader, userId);
  }
}
