import { CALLERS, type Caller, type TwoLenders, viewerOf } from './lenders/two-lenders.ts';
import type { Row } from './page.ts';
import { narrowest, type Standing } from './scope.ts';

/** What everybody was seen to reach, by row of the page. */
export class Reached {
  readonly #rows = new Map<string, Map<Caller, Standing[]>>();

  note(row: string, caller: Caller, standings: (Standing | null)[]): void {
    const callers = this.#rows.get(row) ?? new Map<Caller, Standing[]>();
    this.#rows.set(row, callers);
    callers.set(caller, [
      ...(callers.get(caller) ?? []),
      ...standings.filter((standing) => standing !== null),
    ]);
  }

  rows(lenders: TwoLenders): Row[] {
    return [...this.#rows].map(([name, callers]) => ({
      name,
      reach: Object.fromEntries(
        CALLERS.map((caller) => [caller, scopeOf(callers.get(caller) ?? [], viewerOf(lenders, caller))]),
      ) as Row['reach'],
      crosses: CALLERS.some(
        (caller) => caller !== 'SUPER_ADMIN' && isBeyond(callers.get(caller) ?? [], lenders.a.tenantId),
      ),
    }));
  }
}

/** Without having signed in nothing is one's own: whatever is reached is everybody's. */
const scopeOf = (reached: Standing[], viewer: ReturnType<typeof viewerOf>) => {
  if (viewer) return narrowest(viewer, reached);
  return reached.length > 0 ? 'all' : 'none';
};

const isBeyond = (reached: Standing[], tenantId: string) =>
  reached.some((standing) => standing.tenantId !== tenantId);
