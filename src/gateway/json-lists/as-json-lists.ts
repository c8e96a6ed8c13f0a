import {
  type ASTNode,
  type ConstArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parseConstValue,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { jsonFieldsOf } from '../../platform/paging/json-fields.ts';
import type { JsonPageQuestion } from '../../platform/paging/json-pages.ts';
import { expandOperation } from '../documents/expand-operation.ts';
import { objectsOf } from './hidden-fields.ts';
import { type JsonMembers, jsonMembersOf, nameInAnswer } from './json-members.ts';
import type { SharedObjects } from './shared-objects.ts';

/** A document that asks for lists as JSON, and where its answer has objects that a list's nodes share. */
export interface JsonListDocument {
  document: DocumentNode;
  shared: SharedObjects[];
}

/**
 * Asks for the hidden fields instead, wherever all that is asked of a list's nodes can be had as JSON: what is asked,
 * under which names, and where errors are shown, stays the same.
 */
export function asJsonLists(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): JsonListDocument {
  const types = new TypeInfo(schema);
  const shared: SharedObjects[] = [];
  const rewritten = visit(
    expandOperation(document, operation),
    visitWithTypeInfo(types, {
      SelectionSet(selection, _key, field, _path, ancestors) {
        const parent = types.getParentType();
        if (!isObjectType(parent) || !field) return;
        const asked = jsonMembersOf(selection, jsonFieldsOf(parent.getFields().nodes));
        if (!asked) return;
        if (asked.objects.length > 0) shared.push({ path: pathOf([...ancestors, field]), ...namesOf(asked) });
        return withMembers(selection, asked);
      },
    }),
  );
  const asJson: DocumentNode = { kind: Kind.DOCUMENT, definitions: [rewritten] };
  // Two selections of one list would ask the hidden fields for different things, where the document is sound.
  const isSound = validate(schema, asJson, [OverlappingFieldsCanBeMergedRule]).length === 0;
  return isSound ? { document: asJson, shared } : { document, shared: [] };
}

/** The names in the answer that lead to what is being visited. */
const pathOf = (ancestors: readonly (ASTNode | readonly ASTNode[])[]): string[] =>
  ancestors.flatMap((node) => ('kind' in node && node.kind === Kind.FIELD ? nameInAnswer(node) : []));

const namesOf = ({ list, objects }: JsonMembers) => ({ list, fields: objects.map(({ name }) => name.value) });

function withMembers(selection: SelectionSetNode, { members, objects }: JsonMembers): SelectionSetNode {
  const fields = selection.selections.filter((node) => node.kind === Kind.FIELD);
  const withPageInfo = fields.some(({ name }) => name.value === 'pageInfo');
  const args = argumentsOf({ members, withPageInfo });
  const hidden = (field: FieldNode): FieldNode => {
    const { selectionSet, ...rest } = field;
    const asked = { ...rest, alias: field.alias ?? field.name, arguments: args };
    if (field.name.value === 'nodes') return { ...asked, name: nameNode('_nodes') };
    if (field.name.value === 'pageInfo') return { ...asked, name: nameNode('_pageInfo'), selectionSet };
    return field;
  };
  const ofObjects = objects.map(
    ({ name, selectionSet }): FieldNode => ({
      kind: Kind.FIELD,
      name: nameNode(objectsOf(name.value)),
      arguments: args,
      selectionSet,
    }),
  );
  return { ...selection, selections: [...fields.map(hidden), ...ofObjects] };
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

const argumentsOf = (question: JsonPageQuestion): ConstArgumentNode[] =>
  Object.entries(question).map(([name, value]) => ({
    kind: Kind.ARGUMENT,
    name: nameNode(name),
    value: parseConstValue(JSON.stringify(value)),
  }));
