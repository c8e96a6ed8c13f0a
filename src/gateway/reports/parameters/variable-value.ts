import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isScalarType,
} from 'graphql';
import { badUserInput } from '../../../platform/errors.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * The value of a variable, of the texts that an address gives it: lists by repetition, input objects as JSON. What is
 * of the wrong type stays a text, of which execution says what is wrong. Throws BAD_USER_INPUT.
 */
export function variableValue(name: string, type: GraphQLInputType, texts: string[]): unknown {
  const isList = isListType(getNullableType(type));
  if (!isList && texts.length > 1)
    throw badUserInput([{ path: [name], message: 'It takes one value, and is given more than once.' }]);
  const values = texts.map((text) => oneValue(name, type, text));
  return isList ? values : values[0];
}

function oneValue(name: string, type: GraphQLInputType, text: string): unknown {
  const named = getNamedType(type);
  if (isInputObjectType(named) || named.name === 'JSON') return readJson(name, text);
  if (!isScalarType(named)) return text;
  if (named.name === 'Boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  const isNumber = ['Int', 'Float'].includes(named.name) && NUMBER.test(text);
  return isNumber ? Number(text) : text;
}

export function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badUserInput([{ path: [name], message: 'This is no JSON.' }]);
  }
}
