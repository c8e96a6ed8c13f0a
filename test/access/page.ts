import { readFile, writeFile } from 'node:fs/promises';
import { CALLERS, type Caller } from './lenders/two-lenders.ts';
import type { Scope } from './scope.ts';

const PAGE = 'docs/access.md';

const WORDS: Record<Scope, string> = {
  none: '–',
  own: 'own',
  organisation: 'own organisation',
  tenant: 'own tenant',
  all: 'all tenants',
};

/** A row of a table: how far each caller was seen to reach, and whether one of another tenant's reached anything. */
export interface Row {
  name: string;
  reach: Record<Caller, Scope | 'anyone'>;
  crosses: boolean;
}

function tableOf(rows: Row[]): string {
  const head = ['', ...CALLERS, 'another tenant'];
  const cells = rows
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, reach, crosses }) => [
      `\`${name}\``,
      ...CALLERS.map((caller) => wordFor(reach[caller])),
      crosses ? 'yes' : '–',
    ]);
  return [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const wordFor = (reach: Scope | 'anyone') => (reach === 'anyone' ? 'yes' : WORDS[reach]);

/** The table that stands in a section of the page: `npm run access` writes it, every other run compares. */
export async function expectOnPage(section: string, rows: Row[]): Promise<void> {
  const text = await readFile(PAGE, 'utf8');
  const place = new RegExp(`(?<=<!-- ${section} -->\n)[^]*?(?=<!-- end of ${section} -->)`);
  const table = `${tableOf(rows)}\n`;
  if (process.env.npm_lifecycle_event === 'access') await writeFile(PAGE, text.replace(place, table));
  else expect(place.exec(text)?.[0]).toBe(table);
}
