import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { SoundDocument } from '../documents/sound-document.ts';

/** What there is to begin with: the first portfolio that the viewer may read, and its first loan. */
export interface Beginnings {
  portfolioId?: string | undefined;
  loan?: { id: string; loanId: string; borrower: string } | undefined;
}

/** A value for each variable that has to be given; where nothing fits, an empty one of its type, to be filled in. */
export function firstVariables(
  { schema, document, operation }: SoundDocument,
  beginnings: Beginnings,
): Record<string, unknown> {
  const uses = new Map<string, string>();
  visit(document, {
    Field: ({ name, arguments: args = [] }) => {
      for (const { name: argument, value } of args)
        if (value.kind === 'Variable') uses.set(value.name.value, `${name.value}.${argument.value}`);
    },
  });
  const needed = (operation.variableDefinitions ?? []).filter(isNeeded);
  return Object.fromEntries(
    needed.map(({ variable: { name }, type }) => {
      const graphType = typeFromAST(schema, type as never) as GraphQLInputType;
      return [name.value, firstValue(uses.get(name.value) ?? '', name.value, graphType, beginnings)];
    }),
  );
}

const isNeeded = ({ type, defaultValue }: VariableDefinitionNode) =>
  type.kind === 'NonNullType' && !defaultValue;

function firstValue(
  use: string,
  name: string,
  type: GraphQLInputType,
  { portfolioId, loan }: Beginnings,
): unknown {
  const known: Record<string, string | undefined> = {
    'portfolio.id': portfolioId,
    'portfolioChanged.portfolioId': portfolioId,
    'analytics.portfolioIds': portfolioId,
    'node.id': portfolioId,
    'loan.id': loan?.id,
    'loan.loanId': loan?.loanId,
    'borrower.name': loan?.borrower,
  };
  const value = known[use] ?? (/^portfolioIds?$/.test(name) ? portfolioId : undefined);
  const isList = isListType(getNullableType(type));
  if (value !== undefined) return isList ? [value] : value;
  return isList ? [] : emptyValue(type);
}

function emptyValue(type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (named.name === 'Int' || named.name === 'Float') return 0;
  if (named.name === 'Boolean') return false;
  return isInputObjectType(named) ? {} : '';
}
