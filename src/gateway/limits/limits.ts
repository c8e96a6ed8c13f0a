/** Words and signs of a document, before it is parsed to its end. */
export const MAX_TOKENS = 2_000;
/** Fields below one another, leaves included. */
export const MAX_DEPTH = 12;
/** Below `__schema` and `__type`, themselves included. */
export const MAX_INTROSPECTION_DEPTH = 20;
/** Of any field, `__typename` too, as often as their fragments are spread. */
export const MAX_ALIASES = 30;
/** As often as their fragments are spread. */
export const MAX_ROOT_FIELDS = 20;
/** In the whole document. */
export const MAX_DIRECTIVES = 50;
export const MAX_COST = 10_000;
/** Any list that a caller sends; an argument may allow fewer. */
export const MAX_LIST_ITEMS = 500;
/** Objects and lists within one another, in a variable or in an argument of the document. */
export const MAX_VALUE_DEPTH = 12;
/** Of all variables together. */
export const MAX_VALUES = 10_000;
/** Told at once: an answer is not to be longer than what was asked. */
export const MAX_ISSUES = 50;

/** What is reckoned of a list whose length nothing tells; a test lets no such list into the schema. */
export const UNKNOWN_LIST_SIZE = 100;
