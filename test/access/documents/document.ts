import type { GraphQLSchema } from 'graphql';
import { argumentsOf } from './arguments.ts';
import { nameOf, type Path } from './paths.ts';
import { fieldText } from './selection.ts';

/** `plain`: aliases at the root. `dressed`: everything in named fragments, with every optional argument. */
export type Style = 'plain' | 'dressed';

/** Asks for the fields at the end of a path, of each corner under its name. */
export function documentOf(
  schema: GraphQLSchema,
  path: Path,
  fields: string[],
  corners: string[],
  style: Style,
): string {
  const isDressed = style === 'dressed';
  const fragments: string[] = [];
  const target = path.at(-1)?.target as string;
  const inner = fields.map((field) => fieldText(schema, target, field, isDressed));
  const roots = corners.map((corner) => {
    const text = path.reduceRight((selection, step, depth) => {
      const onType = `on ${step.target} { ${selection} }`;
      if (isDressed) fragments.push(ofCorner(`fragment ${corner}_${depth} ${onType}`, corner));
      const inside = isDressed ? `...${corner}_${depth}` : `... ${onType}`;
      return `${nameOf(step.field)}${argumentsOf(schema, step, isDressed)} { ${inside} }`;
    }, inner.join('\n'));
    return `${corner}: ${ofCorner(text, corner)}`;
  });
  return withVariables(roots.join('\n'), fragments);
}

const ofCorner = (text: string, corner: string) => text.replace(/\$(\w+)/g, `$${corner}_$1`);

/** Types are written with a capital, and name ids; the others are texts. */
function withVariables(roots: string, fragments: string[]): string {
  const all = [roots, ...fragments].join('\n');
  const names = [...new Set([...all.matchAll(/\$(\w+)/g)].map(([, name]) => name as string))];
  const typed = names.map((name) => `$${name}: ${/_[a-z]\w*$/.test(name) ? 'String' : 'ID'}!`);
  const variables = typed.length > 0 ? `(${typed.join(', ')})` : '';
  return [`query${variables} {\n${roots}\n}`, ...fragments].join('\n');
}
