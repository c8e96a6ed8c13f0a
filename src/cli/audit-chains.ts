import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { subgraphs } from '../gateway/subgraphs.ts';
import { auditedTenants } from '../platform/audit/verify/audited-tenants.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';

/** Entries of nobody's tenant: sign-ins with a name that nobody has. */
const NOBODY = '0';

/** A tenant's audit trail, as an operator knows it. */
export interface AuditChain {
  tenantKey: string;
  name: string;
}

/** The chains that there are, or the one of the tenant with this name, id or key. */
export async function auditChains(em: SqlEntityManager, tenant?: string): Promise<AuditChain[]> {
  const names = (await directory().tenantNames({ em })).set(NOBODY, 'nobody');
  const keys = new Set([...names.keys(), ...(await auditedTenants(em))]);
  const chains = [...keys].map((tenantKey) => ({
    tenantKey,
    name: names.get(tenantKey) ?? `tenant ${tenantKey}`,
  }));
  if (tenant === undefined) return chains;
  const wanted = chains.filter(({ tenantKey, name }) =>
    [name, tenantKey, toGlobalId('Tenant', tenantKey)].includes(tenant),
  );
  if (wanted.length !== 1) throw new Error(`There is no tenant "${tenant}".`);
  return wanted;
}

/** Whose chain an anchor is of, where nobody says: the only tenant's. */
export function onlyTenantOf(chains: AuditChain[]): AuditChain {
  const tenants = chains.length === 1 ? chains : chains.filter(({ tenantKey }) => tenantKey !== NOBODY);
  if (tenants.length !== 1) throw new Error('An anchor is of one chain: name it by --tenant <name or id>.');
  return tenants[0] as AuditChain;
}

function directory() {
  const found = subgraphs.find((subgraph) => subgraph.directory)?.directory;
  if (!found) throw new Error('No subgraph in the list knows the tenants.');
  return found;
}
