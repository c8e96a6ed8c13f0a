import { type Issue, Refusal } from '../answer.ts';
import { ask } from '../session/ask.ts';

/** A report as somebody writes it. */
export interface ReportDraft {
  name: string;
  description: string;
  body: string;
  lists: string[];
}

export interface SavedReport {
  name: string;
  version: number;
  lists: string[];
}

/** Registers a document under the viewer's name. Throws a `Refusal` with all that is wrong. */
export async function registerReport({ name, description, body, lists }: ReportDraft): Promise<SavedReport> {
  const input = { name, body, description: description || null, lists };
  const { registerDocument } = await ask<{ registerDocument: SavedReport }>('RegisterDocument', { input });
  return { ...registerDocument, lists };
}

/** What is wrong, by the field of the form that it is about; under no field's name what is about none. */
export function faultsByField(error: Error): Record<string, string[]> {
  const issues: Issue[] = error instanceof Refusal ? error.issues : [];
  if (issues.length === 0) return { '': [error.message] };
  const groups = Object.groupBy(issues, ({ path: [, field] }) =>
    ['name', 'description', 'lists', 'body'].includes(String(field)) ? String(field) : '',
  );
  return Object.fromEntries(
    Object.entries(groups).map(([field, found = []]) => [field, found.map(({ message }) => message)]),
  );
}
