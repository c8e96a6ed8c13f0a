import type { MikroORM } from '@mikro-orm/postgresql';
import { Command } from 'commander';
import { rollups } from '../gateway/subgraphs.ts';
import { withDatabase } from './with-database.ts';

export const rollupsCommand = new Command('rollups')
  .description('The sums that are kept beside the rows')
  .addCommand(
    new Command('verify')
      .description('Compare them with the rows; exit with 1 where one differs, and say where')
      .action(() => withDatabase(({ orm }) => verify(orm))),
  )
  .addCommand(
    new Command('rebuild')
      .description('Make them anew of the rows')
      .action(() => withDatabase(({ orm }) => rebuild(orm))),
  );

async function verify({ em }: MikroORM): Promise<void> {
  const differences = await Promise.all(rollups.map((kept) => kept.differences({ em: em.fork() })));
  for (const line of differences.flat()) console.log(line);
  if (differences.flat().length > 0) process.exitCode = 1;
  else console.log('Every rollup agrees with its rows.');
}

async function rebuild({ em }: MikroORM): Promise<void> {
  for (const kept of rollups) console.log(`Rebuilt for ${await kept.rebuild({ em: em.fork() })} portfolios.`);
}
