import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { fragmentsOf, once, type Spreadable } from './fragments.ts';

/** What an operation looks like when its fragments stand where they are spread. */
export interface Shape {
  /** Fields below one another, leaves included; those of introspection are counted apart. */
  depth: number;
  introspectionDepth: number;
  /** As often as their fragments are spread. */
  aliases: number;
  /** Fields of the outermost level, as often as their fragments are spread. */
  fields: number;
}

const NOTHING: Shape = { depth: 0, introspectionDepth: 0, aliases: 0, fields: 0 };

/** Looks at each fragment once, however often it is spread: a bomb of fragments is multiplied, not blown up. */
export function shapeOf(document: DocumentNode, operation: OperationDefinitionNode): Shape {
  const fragments = fragmentsOf(document);
  const shapeOfSelections = once(NOTHING, ({ selectionSet }: Spreadable): Shape => {
    const shapes = selectionSet.selections.map((node) => {
      if (node.kind === Kind.FIELD) return shapeOfField(node);
      const target = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      return target ? shapeOfSelections(target) : NOTHING;
    });
    return shapes.reduce(besideEachOther, NOTHING);
  });
  const shapeOfField = (node: FieldNode): Shape => {
    const { selectionSet } = node;
    return field(node, selectionSet ? shapeOfSelections({ selectionSet }) : NOTHING);
  };
  return shapeOfSelections(operation);
}

function field({ name, alias }: FieldNode, within: Shape): Shape {
  const isIntrospection = name.value === '__schema' || name.value === '__type';
  return {
    depth: isIntrospection ? 1 : within.depth + 1,
    introspectionDepth: isIntrospection ? within.depth + 1 : within.introspectionDepth,
    aliases: within.aliases + (alias ? 1 : 0),
    fields: 1,
  };
}

const besideEachOther = (one: Shape, other: Shape): Shape => ({
  depth: Math.max(one.depth, other.depth),
  introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  aliases: one.aliases + other.aliases,
  fields: one.fields + other.fields,
});

/** Every directive that is written in the document, wherever it stands. */
export function directivesIn(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive: () => {
      count += 1;
    },
  });
  return count;
}
