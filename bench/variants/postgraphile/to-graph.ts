type Fields = Record<string, unknown>;

/** Keys and grades have other names in PostGraphile; nothing else differs. */
export function toGraph(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(toGraph);
  if (data === null || typeof data !== 'object') return data;
  const fields = Object.entries(data as Fields).map(([name, value]) => fieldOf(name, value));
  return Object.fromEntries(fields);
}

function fieldOf(name: string, value: unknown): [string, unknown] {
  if (name === 'rowId') return ['id', Buffer.from(`Loan:${value}`).toString('base64url')];
  if (name === 'creditRating') return [name, gradeOf(value as string | null)];
  return [name, toGraph(value)];
}

const gradeOf = (name: string | null): string | null =>
  name?.replace('_PLUS', '+').replace('_MINUS', '-') ?? null;
