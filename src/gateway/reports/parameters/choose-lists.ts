import { badUserInput } from '../../../platform/errors.ts';
import type { ReportList } from '../document/report-lists.ts';
import { type Format, holdsManyTables } from '../formats.ts';

/**
 * The tables that are asked for, by place or name; all of them where a format can hold several. Throws BAD_USER_INPUT for
 * one that there is not, and where it has to be said which.
 */
export function chooseLists(lists: ReportList[], asked: string | null, format: Format): ReportList[] {
  if (asked !== null) {
    const found = lists.find(({ path, name }) => name === asked || path.join('.') === asked);
    if (found) return [found];
    throw refused(
      `The report has no such list${lists.length > 0 ? `; ${choice(lists)}` : ': it is one row.'}`,
    );
  }
  if (lists.length <= 1 || holdsManyTables(format)) return lists;
  throw refused(`The report has several lists, and ${format} has room for one: ${choice(lists)}`);
}

const choice = (lists: ReportList[]) => `choose one of ${lists.map(({ name }) => name).join(', ')}.`;

const refused = (message: string) => badUserInput([{ path: ['list'], message }]);
