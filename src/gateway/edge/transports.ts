import type { ExecutionResult, OperationDefinitionNode } from 'graphql';
import { badUserInput } from '../../platform/errors.ts';
import type { AdmittedDocument } from './admit-document.ts';

/** How a request came: events can be told over sockets and event streams alone. */
export type Transport = 'GET' | 'POST' | 'events';

const NEEDS_STREAM = 'A subscription needs a WebSocket, or a request that accepts text/event-stream alone.';

/** As the field itself refuses it, where nothing stands before it. */
export function transportRefusal(
  { operation }: AdmittedDocument,
  transport: Transport,
): ExecutionResult | null {
  const [field] = operation.selectionSet.selections;
  if (operation.operation !== 'subscription' || transport === 'events' || field?.kind !== 'Field')
    return null;
  const { message, extensions } = badUserInput([{ path: [], message: NEEDS_STREAM }]);
  const path = [(field.alias ?? field.name).value];
  return { errors: [{ message, path, extensions } as never], data: null };
}

/** What a link alone could do, a page of another site could do, too. */
export const mayComeByGet = ({ operation }: OperationDefinitionNode): boolean => operation === 'query';
