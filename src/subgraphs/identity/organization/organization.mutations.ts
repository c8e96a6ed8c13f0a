import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { notFound } from '../../../platform/errors.ts';
import { load, type MutationContext } from '../../../platform/graphql/context.ts';
import { readRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { label, rowKey } from '../input/fields.ts';
import { flushNames, freeOrganizationName } from '../input/names-in-use.ts';
import { tenantByIdLoader } from '../tenant/tenant.loaders.ts';
import { OrganizationEntity } from './organization.entity.ts';
import { organizationByIdLoader } from './organization.loaders.ts';
import { CreateOrganizationInput, Organization } from './organization.type.ts';

@Resolver()
export class OrganizationMutations {
  @Mutation(() => Organization, {
    description:
      'Makes an organisation in a tenant. Needs ADMIN of it, or SUPER_ADMIN. NOT_FOUND: no such tenant. BAD_USER_INPUT: the name is taken.',
  })
  async createOrganization(
    @Arg('input', () => CreateOrganizationInput, { description: 'The new organisation.' })
    input: CreateOrganizationInput,
    @Ctx() context: MutationContext,
  ): Promise<Organization | null> {
    // Looked up first: whether a name is taken in another tenant is not told to a stranger.
    const tenantKey = readRowKey('Tenant', input.tenantId);
    const tenant = tenantKey && (await load(context, tenantByIdLoader, input.tenantId));
    if (tenantKey && !tenant) throw notFound('Tenant');
    const name = freeOrganizationName(label(200), context, tenantKey);
    const schema = z.object({ input: z.object({ name, tenantId: rowKey('Tenant') }) });
    const checked = (await checkArguments(schema, { input })).input;
    const organization = context.em.create(OrganizationEntity, {
      name: checked.name,
      tenantId: checked.tenantId,
    });
    await flushNames(context);
    return load(context, organizationByIdLoader, toGlobalId('Organization', organization.id));
  }
}
