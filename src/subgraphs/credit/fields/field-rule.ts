import { type Complaint, shown } from './complaint.ts';

/** A value to store (null: none), or all that is wrong with the text. */
export type Parsed<Value = string | null> = Value | Complaint[];

/** One field of an input: its column in a file, whether it must be there, and how its text is read. */
export interface FieldRule<Value = string | null> {
  column: string;
  required: boolean;
  /** Given trimmed text that is not empty. */
  parse(text: string): Parsed<Value>;
}

export interface FieldComplaint<Field extends string = string> extends Complaint {
  field: Field;
}

/** What the texts of some fields stand for: null if anything is wrong, and then all of it. */
export type ParsedFields<Field extends string> =
  | { values: Record<Field, string | null>; complaints: [] }
  | { values: null; complaints: FieldComplaint<Field>[] };

const HIDDEN = /\p{Cc}/u;

/** Reads the texts of `fields`, each as {@link parseField} does. */
export function parseFields<Field extends string>(
  rules: Record<Field, FieldRule>,
  raw: Partial<Record<Field, string | null | undefined>>,
  fields: readonly Field[],
): ParsedFields<Field> {
  const values = {} as Record<Field, string | null>;
  const complaints: FieldComplaint<Field>[] = [];
  for (const field of fields) {
    const parsed = parseField(rules[field], raw[field]);
    if (Array.isArray(parsed)) complaints.push(...parsed.map((complaint) => ({ field, ...complaint })));
    else values[field] = parsed;
  }
  return complaints.length === 0 ? { values, complaints: [] } : { values: null, complaints };
}

/** Reads one text by its rule. A text left out, null or blank is no value. */
export function parseField(rule: FieldRule, raw: string | null | undefined): Parsed {
  const text = raw?.trim();
  if (!text) return rule.required ? [{ code: 'REQUIRED', message: 'a value is required' }] : null;
  return hiddenCharacter(text) ?? rule.parse(text);
}

/** Refused in every field: a database stores no NUL and no half of a character, and nobody sees the others. */
function hiddenCharacter(text: string): Complaint[] | null {
  const found = HIDDEN.exec(text)?.[0];
  if (found === undefined && text.isWellFormed()) return null;
  const name = found === undefined ? 'half of a character' : `the control character ${codePoint(found)}`;
  return [{ code: 'CONTROL_CHARACTER', message: `${shown(text)} holds ${name}; remove it` }];
}

const codePoint = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
