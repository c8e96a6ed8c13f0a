import { bodyOf, TOKEN_VARIABLE, type WrittenRequest } from './request.ts';

/** A module for Node.js, with the token in an environment variable. */
export function fetchCodeOf(url: string, request: WrittenRequest): string {
  const { query, ...rest } = bodyOf(request) as { query: string };
  const others = Object.entries(rest).map(([name, value]) => `    ${name}: ${indented(value)},\n`);
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    authorization: \`Bearer \${process.env.${TOKEN_VARIABLE}}\`,
  },
  body: JSON.stringify({
    query: ${template(query)},
${others.join('')}  }),
});
const { data, errors } = await response.json();
`;
}

const indented = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll('\n', '\n    ');

/** The text as it reads, where a backslash, a backtick or `\${` means itself. */
const template = (text: string): string => `\`${text.replace(/\\|`|\$\{/g, '\\$&')}\``;
