/** Shorter words stand in too many good passwords by chance. */
const MIN_WORD_LENGTH = 5;

let loading: Promise<Set<string>> | undefined;

/** About 47,000, in lower case. Unpacking takes a fifth of a second and 25 MB: once, when it is first asked. */
function commonPasswords(): Promise<Set<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => {
    const words = dictionary['passwords-common'];
    return new Set(words.filter((word) => word.length >= MIN_WORD_LENGTH));
  });
  return loading;
}

/**
 * Whether it is among the first that are guessed, in any case: as it stands, without the symbols around it, or
 * without all that is no letter around it (`Summer2024!`).
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const words = await commonPasswords();
  const lower = password.toLowerCase();
  return [lower, withinLettersAndDigits(lower), withinLetters(lower)].some((word) => words.has(word));
}

const withinLettersAndDigits = (text: string) =>
  text.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '');
const withinLetters = (text: string) => text.replace(/^\P{L}+/u, '').replace(/\P{L}+$/u, '');
