import { contextFor } from '../../support/context.ts';
import { argumentsIn, argumentsOf } from '../documents/arguments.ts';
import { everyPath, nameOf, type Path } from '../documents/paths.ts';
import { fieldText } from '../documents/selection.ts';
import type { Corner } from '../lenders/corner.ts';
import type { Ground } from '../lenders/ground.ts';
import { trespasses } from '../lenders/standings.ts';
import { type Caller, viewerOf } from '../lenders/two-lenders.ts';
import { ask, toldUnder } from '../observe.ts';
import { TYPES } from '../verdicts/types.ts';
import { literalAt } from './literal.ts';
import type { Position } from './positions.ts';

/** What an answer tells, less the value that was sent; and of whom it tells although it should not. */
export interface Told {
  text: string;
  beyond: string[];
}

/** Asks with a value in a position of a field of the graph, of what is in a corner. */
export async function askWith(
  position: Position,
  value: string,
  ground: Ground,
  caller: Caller,
  corner: Corner,
): Promise<Told> {
  const viewer = viewerOf(ground.lenders, caller);
  const document = inCorner(questionOf(position, value, ground), corner);
  const answer = await ask(ground.schema, document, contextFor(ground.database, viewer));
  const text = toldUnder(answer, 'answer', [value]);
  const beyond = trespasses(JSON.parse(text), viewer, ground.standings, ground.lenders);
  return { text, beyond };
}

/** The cursors of a list, as a SUPER_ADMIN reads it in a corner. */
export async function cursorsOf(position: Position, ground: Ground, corner: Corner): Promise<string[]> {
  const document = inCorner(questionOf(position, null, ground), corner);
  const context = contextFor(ground.database, viewerOf(ground.lenders, 'SUPER_ADMIN'));
  const { data } = await ask(ground.schema, document, context);
  const edges = JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g);
  return [...edges].map(([, cursor]) => cursor as string);
}

/** The field at the end of the shortest path to it, with a value in the position; its object's fields below. */
function questionOf(position: Position, value: string | null, ground: Ground): string {
  const { schema } = ground;
  const path = pathTo(position, ground);
  const last = path.at(-1) as Path[0] & {};
  const given = [
    ...othersOf(position, ground),
    ...(value === null ? [] : [givenAs(position, value, ground)]),
  ];
  const fields = askedOf(last.target).map((field) => fieldText(schema, last.target, field));
  const leaf = `${last.field}${given.length > 0 ? `(${given.join(', ')})` : ''} { ${fields.join(' ')} }`;
  const before = path.slice(0, -1);
  return `{ answer: ${before.reduceRight((text, step) => `${nameOf(step.field)}${argumentsOf(schema, step)} { ${text} }`, leaf)} }`;
}

/** Of analytics a few: all of them come from the one relation that filter and scenario make. */
const askedOf = (type: string): string[] =>
  type === 'Analytics'
    ? ['summary', 'defaultRisk', 'concentration', 'breakdown']
    : (TYPES[type]?.open ?? '').split(' ');

/** The other arguments that the field needs. */
function othersOf(position: Position, { schema }: Ground): string[] {
  const given = argumentsOf(schema, position).slice(1, -1);
  return given
    .split(', ')
    .filter((argument) => argument !== '' && !argument.startsWith(`${position.path[0]}:`));
}

function givenAs({ path: [name, ...inside], ...field }: Position, value: string, { schema }: Ground): string {
  const argument = argumentsIn(schema, field).find((one) => one.name === name)!;
  return `${name}: ${literalAt(argument, inside, value)}${name === 'before' ? ', last: 5' : ''}`;
}

const pathTo = ({ type, field }: Position, { schema }: Ground): Path =>
  everyPath(schema).find((path) => path.at(-1)?.type === type && path.at(-1)?.field === field) as Path;

const inCorner = (document: string, { ids }: Corner): string =>
  document.replace(/\$(\w+)/g, (_, name) => JSON.stringify(ids[name] ?? 'nobody'));
