import { Command } from 'commander';
import { readEnvironment, SECRETS, VARIABLES } from '../environment.ts';

export const configCommand = new Command('config')
  .description('Print the settings in force, secrets masked; fail with all that is wrong in them')
  .action(() => {
    for (const line of inForce(process.env)) console.log(line);
  });

/** One line a variable, as a shell would set it; `#` before those that have no value. */
export function inForce(variables: NodeJS.ProcessEnv): string[] {
  const environment: Record<string, unknown> = readEnvironment(variables);
  return VARIABLES.map((name) => {
    const value = environment[name];
    if (value === undefined) return `# ${name} is not set`;
    return `${name}=${shown(name, [value].flat().map(String))}${sourceOf(name, variables)}`;
  });
}

const shown = (name: string, values: string[]): string =>
  (SECRETS.includes(name) ? values.map(masked) : values).join(',');

const sourceOf = (name: string, variables: NodeJS.ProcessEnv): string => {
  if (variables[`${name}_FILE`]) return `  # from ${variables[`${name}_FILE`]}`;
  return variables[name] ? '' : '  # by default';
};

/** Of an address the password alone, so that one can see where it leads. */
function masked(secret: string): string {
  if (!URL.canParse(secret)) return '********';
  const address = new URL(secret);
  if (address.password) address.password = '********';
  // A password may also stand among the parameters.
  address.search = '';
  return address.href;
}
