export type ReportFormat = 'json' | 'csv' | 'xlsx';

/** What a report's address means by these names, so no variable of such a name can stand there by itself. */
const RESERVED = ['list', 'decimals', 'variables'];

/**
 * The address of a report: each variable is a parameter, values of a list one each, objects as JSON. `list` says which
 * table, where the report has several.
 */
export function reportUrl(
  origin: string,
  name: string,
  format: ReportFormat,
  variables: Record<string, unknown>,
  list: string | null = null,
): string {
  const parameters = new URLSearchParams();
  if (list !== null) parameters.set('list', list);
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value !== null);
  const hidden = given.filter(([variable]) => RESERVED.includes(variable));
  if (hidden.length > 0) parameters.set('variables', JSON.stringify(Object.fromEntries(hidden)));
  for (const [variable, value] of given) {
    if (RESERVED.includes(variable)) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(variable, written(one));
  }
  const asked = parameters.toString();
  return `${origin}/reports/${encodeURIComponent(name)}.${format}${asked && `?${asked}`}`;
}

const written = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);
