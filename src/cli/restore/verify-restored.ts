import type { MikroORM } from '@mikro-orm/postgresql';
import { rollups } from '../../gateway/subgraphs.ts';
import { sealAll } from '../../platform/audit/seal/seal-pass.ts';
import { readAnchor } from '../../platform/audit/verify/anchor.ts';
import { verifyChain } from '../../platform/audit/verify/verify-chain.ts';
import { auditChains } from '../audit-chains.ts';
import { verdict } from '../audit-verify.ts';
import type { Manifest } from '../backup/manifest.ts';
import { step } from './step.ts';

/** Whether chains and rollups of a restored database hold; says so of each. */
export async function verifyRestored(orm: MikroORM, manifest: Manifest): Promise<boolean> {
  // A dump has no statistics: without, the first questions would be answered by bad plans.
  await step('Analysed', () => orm.em.getConnection().execute('analyze'));
  // What waited for its seal when the dump was made has waited too long by now.
  await sealAll(orm.em.fork().getKysely());
  const areIntact = await areChainsIntact(orm, manifest);
  return (await doRollupsAgree(orm)) && areIntact;
}

async function areChainsIntact({ em }: MikroORM, { auditHeads }: Manifest): Promise<boolean> {
  const heads = new Map(auditHeads.map((head) => [head.tenantKey, head]));
  const chains = new Map((await auditChains(em.fork())).map((chain) => [chain.tenantKey, chain]));
  let areIntact = true;
  for (const [tenantKey, chain] of new Map([...heads, ...chains])) {
    const anchor = heads.get(tenantKey)?.anchor;
    const found = await verifyChain(em, tenantKey, anchor === undefined ? undefined : readAnchor(anchor));
    console.log(`${verdict(chain, found)}${anchor === undefined ? '' : `; the backup ended at ${anchor}`}`);
    areIntact &&= found.intact;
  }
  return areIntact;
}

async function doRollupsAgree({ em }: MikroORM): Promise<boolean> {
  const differences = (await Promise.all(rollups.map((kept) => kept.differences({ em: em.fork() })))).flat();
  for (const line of differences) console.log(line);
  if (differences.length === 0) console.log('Every rollup agrees with its rows.');
  return differences.length === 0;
}
