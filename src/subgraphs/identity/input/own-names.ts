/** Names that anyone can look up. */
export interface OwnNames {
  username: string;
  email: string;
  fullName?: string | null;
}

/** Everyone's, so to speak. */
const HOUSE = 'riskgraph';
const MIN_NAME_LENGTH = 3;

/** What is left of a password once its owner's names are taken out, in any case. */
export function withoutOwnNames(password: string, names: OwnNames): string {
  let rest = password.toLowerCase();
  for (const name of namesIn(names)) rest = rest.replaceAll(name, '');
  return rest;
}

/** The longest first, so that a part does not break the whole. */
function namesIn({ username, email, fullName }: OwnNames): string[] {
  const whole = [HOUSE, username, email, email.split('@')[0] ?? '', fullName ?? ''].map((name) =>
    name.normalize('NFKC').toLowerCase().trim(),
  );
  const parts = whole.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u));
  return [...whole, ...parts]
    .filter((name) => name.length >= MIN_NAME_LENGTH)
    .toSorted((one, other) => other.length - one.length);
}
