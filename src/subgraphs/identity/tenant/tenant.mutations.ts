import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { load, type MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { label } from '../input/fields.ts';
import { flushNames, freeTenantName } from '../input/names-in-use.ts';
import { TenantEntity } from './tenant.entity.ts';
import { tenantByIdLoader } from './tenant.loaders.ts';
import { CreateTenantInput, Tenant } from './tenant.type.ts';

@Resolver()
export class TenantMutations {
  @Mutation(() => Tenant, {
    description: 'Makes a tenant. Needs SUPER_ADMIN. BAD_USER_INPUT: the name is taken.',
  })
  async createTenant(
    @Arg('input', () => CreateTenantInput, { description: 'The new tenant.' }) input: CreateTenantInput,
    @Ctx() context: MutationContext,
  ): Promise<Tenant | null> {
    const schema = z.object({ input: z.object({ name: freeTenantName(label(200), context) }) });
    const { name } = (await checkArguments(schema, { input })).input;
    const tenant = context.em.create(TenantEntity, { name });
    await flushNames(context);
    return load(context, tenantByIdLoader, toGlobalId('Tenant', tenant.id));
  }
}
