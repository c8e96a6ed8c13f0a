import {
  tryParseJSONC,
  useGraphiQL,
  useOperationsEditorState,
  useVariablesEditorState,
} from '@graphiql/react';
import { useMemo } from 'react';
import type { WrittenRequest } from '../copy/request.ts';

/** What stands in the open tab's editors; variables that are no JSON yet are none. */
export function useWrittenRequest(): WrittenRequest {
  const [query] = useOperationsEditorState();
  const [variablesText] = useVariablesEditorState();
  const operationName = useGraphiQL((state) => state.operationName) ?? null;
  return useMemo(
    () => ({ query, variables: readVariables(variablesText), operationName }),
    [query, variablesText, operationName],
  );
}

function readVariables(text: string): Record<string, unknown> {
  try {
    return (tryParseJSONC(text) as Record<string, unknown> | undefined) ?? {};
  } catch {
    return {};
  }
}
