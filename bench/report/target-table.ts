import { short, table } from './table.ts';
import { isMet, type Target } from './targets.ts';

/** What was promised, what this run measured, and whether that is enough. */
export function targetTable(targets: Target[]): string {
  const rows = targets.map((target) => [
    target.what,
    `${target.bound === 'at least' ? '≥' : '≤'} ${target.target} ${target.unit}`,
    target.measured === null ? 'not measured' : `${short(target.measured)} ${target.unit}`,
    verdict(target),
  ]);
  return table('Targets', ['', 'target', 'measured', ''], rows);
}

function verdict(target: Target): string {
  if (target.measured === null) return '';
  return isMet(target) ? 'met' : 'MISSED';
}
