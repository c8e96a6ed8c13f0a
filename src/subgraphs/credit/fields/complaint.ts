/** Every code that a complaint about an input can carry. The list is closed: clients may switch over it. */
export type ComplaintCode =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'CONTROL_CHARACTER'
  | 'NOT_A_DECIMAL'
  | 'TOO_MANY_DECIMALS'
  | 'OUT_OF_RANGE'
  | 'INVALID_DATE'
  | 'UNKNOWN_RATING'
  | 'UNKNOWN_STATUS'
  | 'DUPLICATE_IN_FILE'
  | 'ALREADY_EXISTS'
  | 'UNKNOWN_LOAN'
  | 'DUPLICATE_SNAPSHOT'
  | 'WRONG_COLUMN_COUNT';

/** What is wrong with a value: a code to switch over, and words that name the value and what is allowed. */
export interface Complaint {
  code: ComplaintCode;
  message: string;
}

const SHOWN_CHARACTERS = 40;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A caller's value for a message, in quotes: at most 40 characters of it, and what cannot be seen (control
 * characters, writing direction marks, halves of characters) as `\u0000`, so that it cannot garble a log.
 */
export function shown(value: string): string {
  const characters = [...value.slice(0, SHOWN_CHARACTERS * 2 + 1)];
  const isShort = characters.length <= SHOWN_CHARACTERS;
  const text = isShort ? value : `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`;
  return `"${text.replace(INVISIBLE, escaped)}"`;
}

const escaped = (character: string): string =>
  `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
