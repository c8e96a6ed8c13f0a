import type { GraphAs } from '../graph-as.ts';

const NAME = 'Corporate lending';

interface Named {
  id: string;
  name: string;
}

const FIND =
  'query { me { organization { tenant { id organizations(first: 100) { nodes { id name } } } } } }';
const CREATE =
  'mutation ($input: CreateOrganizationInput!) { organization: createOrganization(input: $input) { id } }';

/** The demo's organisation in the administrator's tenant: its id, made unless it exists. */
export async function demoOrganization(administrator: GraphAs): Promise<string> {
  const { me } = await administrator<{
    me: { organization: { tenant: { id: string; organizations: { nodes: Named[] } } } };
  }>(FIND, {});
  const { id: tenantId, organizations } = me.organization.tenant;
  const existing = organizations.nodes.find(({ name }) => name === NAME);
  if (existing) return existing.id;
  const input = { name: NAME, tenantId };
  const { organization } = await administrator<{ organization: Named }>(CREATE, { input });
  return organization.id;
}
