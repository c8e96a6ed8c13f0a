/** A LIKE pattern for "contains this text": what the text holds of LIKE's own signs counts as itself. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
