import { InvalidArgumentError, Option } from 'commander';

/** What was given by name, as in `--with ratings=ratings.graphql --with esg=esg.graphql`. */
export type Named = Record<string, string>;

const NAME_AND_VALUE = /^([a-z][\w-]*)=(.+)$/i;

/** An option that may come several times, each time as `name=value`. */
export const namedOption = (flags: string, description: string): Option =>
  new Option(flags, description).default({}, 'none').argParser((given: string, before: Named) => {
    const [, name, value] = NAME_AND_VALUE.exec(given) ?? [];
    if (!name || !value) throw new InvalidArgumentError('It has to be name=value.');
    if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} was given before.`);
    return { ...before, [name]: value };
  });

/** Subgraphs of other teams. */
export const withOthers = (): Option =>
  namedOption('--with <name=file>', "another team's subgraph: what its _service says of it");
