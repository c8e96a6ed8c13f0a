import {
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  print,
  typeFromAST,
} from 'graphql';
import { badUserInput, GraphError, type Issue } from '../../../platform/errors.ts';
import { formatError } from '../../format-error.ts';
import { MAX_ISSUES } from '../../limits/limits.ts';
import type { Variables } from '../ask.ts';
import { DECIMALS, type Decimals } from '../formats.ts';
import { readJson, variableValue } from './variable-value.ts';

/** What an address says behind its question mark. */
export interface Parameters {
  variables: Variables;
  /** Which of the tables; null: not said. */
  list: string | null;
  decimals: Decimals;
}

/** Parameters of reports themselves; a variable of such a name is given within `variables`, a JSON object. */
const RESERVED = ['list', 'decimals', 'variables'];

/** Throws BAD_USER_INPUT with all that is wrong: names that there are not, values that are missing or do not fit. */
export function readParameters(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: URLSearchParams,
): Parameters {
  const issues: Issue[] = [];
  const attempt = <Result>(read: () => Result): Result | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      issues.push(...(error.extensions.issues as Issue[]));
      return undefined;
    }
  };
  const types = typesOf(schema, operation);
  // Without a prototype: a variable may have any name.
  const variables: Variables = Object.assign(
    Object.create(null),
    attempt(() => withinJson(given)),
  );
  for (const name of new Set(given.keys())) {
    if (RESERVED.includes(name)) continue;
    const type = types.get(name);
    const value = type && attempt(() => variableValue(name, type, given.getAll(name)));
    if (!type) issues.push({ path: [name], message: 'The report has no such variable.' });
    else if (name in variables) issues.push({ path: [name], message: 'It is given in `variables`, too.' });
    else if (value !== undefined) variables[name] = value;
  }
  const decimals = attempt(() => decimalsOf(given)) ?? 'text';
  const list = attempt(() => single(given, 'list')) ?? null;
  const told = new Set(issues.map(({ path: [name] }) => name));
  const others = valueIssues(schema, operation, types, variables).filter(
    ({ path: [name] }) => !told.has(name),
  );
  issues.push(...others);
  if (issues.length > 0) throw badUserInput(issues.slice(0, MAX_ISSUES));
  return { variables: { ...variables }, list, decimals };
}

function typesOf(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode) {
  const types = new Map<string, GraphQLInputType>();
  for (const { variable, type } of variableDefinitions) {
    const found = typeFromAST(schema, type as never);
    if (isInputType(found)) types.set(variable.name.value, found);
  }
  return types;
}

function withinJson(given: URLSearchParams): object {
  const text = single(given, 'variables');
  const value = text === undefined ? {} : readJson('variables', text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw badUserInput([{ path: ['variables'], message: 'This is no JSON object.' }]);
}

function decimalsOf(given: URLSearchParams): Decimals | undefined {
  const text = single(given, 'decimals');
  if (text === undefined || DECIMALS.includes(text as Decimals)) return text as Decimals | undefined;
  throw badUserInput([{ path: ['decimals'], message: `It is one of ${DECIMALS.join(', ')}.` }]);
}

function single(given: URLSearchParams, name: string): string | undefined {
  const texts = given.getAll(name);
  if (texts.length > 1) throw badUserInput([{ path: [name], message: 'It is given more than once.' }]);
  return texts[0];
}

/** What is missing, what there is not, and what the executor would say of the rest. */
function valueIssues(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  types: Map<string, GraphQLInputType>,
  variables: Variables,
): Issue[] {
  const unknown = Object.keys(variables).filter((name) => !types.has(name));
  const missing = variableDefinitions.filter(
    ({ variable, defaultValue }) =>
      isNonNullType(types.get(variable.name.value)) && !defaultValue && !(variable.name.value in variables),
  );
  const present = variableDefinitions.filter((definition) => !missing.includes(definition));
  const { errors = [] } = getVariableValues(schema, present, variables, { maxErrors: MAX_ISSUES });
  return [
    ...unknown.map((name) => ({ path: [name], message: 'The report has no such variable.' })),
    ...missing.map(({ variable, type }) => ({
      path: [variable.name.value],
      message: `It is missing: a value of type ${print(type)} is needed.`,
    })),
    ...errors.flatMap((error) => {
      const formatted = { ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT' } };
      return formatError(formatted, error).extensions?.issues as Issue[];
    }),
  ];
}
