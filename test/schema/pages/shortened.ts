const SHOWN_ITEMS = 2;
const SHOWN_SCALARS = 5;
const LINE_LENGTH = 118;

/**
 * An answer as JSON for readers: the first items of each list, and in a comment how many follow. What fits on a line
 * stands on one, and fields fill their lines.
 */
export function shortened(value: unknown, indent = ''): string {
  const line = onOneLine(value);
  if (line && indent.length + line.length <= LINE_LENGTH) return line;
  return Array.isArray(value) ? listText(value, indent) : objectText(value as object, indent);
}

/** Null where a list of objects has to be cut. */
function onOneLine(value: unknown): string | null {
  if (!isObject(value)) return JSON.stringify(value);
  if (Array.isArray(value) && !value.some(isObject)) return scalarsText(value);
  if (Array.isArray(value) && value.length > SHOWN_ITEMS) return null;
  const parts = Object.values(value).map(onOneLine);
  if (parts.includes(null)) return null;
  const names = Object.keys(value);
  if (Array.isArray(value)) return `[${parts.join(', ')}]`;
  return `{ ${names.map((name, place) => `"${name}": ${parts[place]}`).join(', ')} }`;
}

function scalarsText(values: unknown[]): string {
  const shown = values.slice(0, SHOWN_SCALARS).map((value) => JSON.stringify(value));
  const hidden = values.length - shown.length;
  return `[${shown.join(', ')}${hidden > 0 ? ` /* and ${hidden} more */` : ''}]`;
}

function listText(items: unknown[], indent: string): string {
  const inner = `${indent}  `;
  const shown = items.slice(0, SHOWN_ITEMS).map((item) => inner + shortened(item, inner));
  const hidden = items.length - shown.length;
  const rest = hidden > 0 ? [`${inner}// and ${hidden} more`] : [];
  return `[\n${[shown.join(',\n'), ...rest].join('\n')}\n${indent}]`;
}

function objectText(value: object, indent: string): string {
  const inner = `${indent}  `;
  const lines: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const field = `"${name}": ${shortened(item, inner)}`;
    const joined = `${lines.at(-1)}, ${field}`;
    const fits = lines.length > 0 && !joined.includes('\n') && joined.length <= LINE_LENGTH;
    if (fits) lines[lines.length - 1] = joined;
    else lines.push(inner + field);
  }
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
