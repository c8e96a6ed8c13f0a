import { REQUEST_DEADLINE_MS, withDeadline } from '../../platform/deadline.ts';
import type { Credentials } from '../../platform/security/authenticator.ts';
import { anonymousContext, credentialsIn, type House, newRequestId } from '../context.ts';
import { shownErrors } from '../shown-errors.ts';
import { CloseReason, internalError, tryAgainLater, unauthorized } from './close-reasons.ts';
import type { SignIn } from './signed-in-socket.ts';

/** Where credentials can be shown: browsers have no say over the headers of the upgrade. */
export interface ShownCredentials {
  /** The payload of `connection_init`: `authorization` or `x-api-key`, in any case. */
  connectionParams: Record<string, unknown> | undefined;
  headers: Credentials | null;
}

/** Throws the reason to close the socket for. */
export async function signIn(
  house: House,
  shown: ShownCredentials,
  caller: SignIn['caller'],
): Promise<SignIn> {
  const credentials = paramsOf(shown.connectionParams) ?? shown.headers;
  if (!credentials) throw unauthorized('Credentials are missing in connection_init.');
  try {
    const context = anonymousContext(house, { ...caller, requestId: newRequestId() });
    const { viewer, login } = await withDeadline(REQUEST_DEADLINE_MS, () =>
      house.authenticator.openLogin(credentials, context),
    );
    return { viewer, login, caller };
  } catch (error) {
    throw error instanceof CloseReason ? error : reasonOf(error);
  }
}

function paramsOf(params: Record<string, unknown> = {}): Credentials | null {
  const named = Object.entries(params).map(([name, value]) => [name.toLowerCase(), value] as const);
  const texts = new Map(named.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  return credentialsIn((name) => texts.get(name));
}

function reasonOf(error: unknown): CloseReason {
  const [shown] = shownErrors([error]);
  const code = shown?.extensions?.code;
  if (code === 'UNAUTHENTICATED') return unauthorized(shown?.message ?? '');
  return code === 'INTERNAL_SERVER_ERROR' ? internalError() : tryAgainLater();
}
