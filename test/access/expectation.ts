import type { Viewer } from '../../src/platform/security/viewer.ts';
import type { Path } from './documents/paths.ts';
import { covers, type Standing } from './scope.ts';
import { QUERIES, type QueryVerdict, REACH } from './verdicts/queries.ts';
import { TYPES } from './verdicts/types.ts';

const standingOf = ({ tenantId, organizationId, userId }: Viewer): Standing => ({
  tenantId,
  organizationId,
  userId,
});

/**
 * What the verdicts say of a field at the end of a path that begins at a thing standing there: `shown`, `absent`, or
 * a code. `standing` is null where there is no such thing, undefined where the path names none.
 */
export function expectedOutcome(
  path: Path,
  field: string,
  viewer: Viewer | null,
  standing: Standing | null | undefined,
): string {
  if (!viewer) return 'UNAUTHENTICATED';
  const [root, ...further] = path as [Path[0] & {}, ...Path];
  const { reach, otherwise } = QUERIES[root.field] as QueryVerdict;
  const scope = (reach === 'by type' ? REACH[root.target] : reach)?.[viewer.role] ?? 'none';
  if (scope === 'none') return 'FORBIDDEN';
  const isThere = standing === undefined || (standing !== null && covers(scope, viewer, standing));
  if (!isThere) return otherwise === 'null' ? 'absent' : otherwise;
  const asked = [...further, { type: path.at(-1)?.target as string, field }];
  const guards = asked.map(({ type, field: name }) => TYPES[type]?.guarded?.[name]);
  const opens = guards.every(
    (guard) => !guard || covers(guard[viewer.role], viewer, standing ?? standingOf(viewer)),
  );
  return opens ? 'shown' : 'FORBIDDEN';
}
