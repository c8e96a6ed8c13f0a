import { REQUEST_DEADLINE_MS, withDeadline } from '../../platform/deadline.ts';
import { unauthenticated } from '../../platform/errors.ts';
import type { Credentials } from '../../platform/security/authenticator.ts';
import { anonymousContext, type Caller, type House, newRequestId } from '../context.ts';
import type { SignIn } from './signed-in-connection.ts';

/** Who opens a connection. Throws UNAUTHENTICATED, and why nobody could be asked. */
export async function signIn(
  house: House,
  credentials: Credentials | null,
  caller: Omit<Caller, 'requestId'>,
): Promise<SignIn> {
  if (!credentials) throw unauthenticated();
  const context = anonymousContext(house, { ...caller, requestId: newRequestId() });
  const { viewer, login } = await withDeadline(REQUEST_DEADLINE_MS, () =>
    house.authenticator.openLogin(credentials, context),
  );
  return { viewer, login, caller };
}
