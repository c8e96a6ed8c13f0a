import jwt from 'jsonwebtoken';
import { rowsOf } from './database.ts';
import { keyOf } from './public-id.ts';

export interface Viewer {
  userId: string;
  tenantId: string;
}

const SESSION = {
  name: 'session',
  text: `
    select u.id::text as "userId", u.username, u.role, u.organization_id::text as "organizationId",
      u.tenant_id::text as "tenantId", s.id::text as "sessionId"
    from sessions s join users u on u.id = s.user_id
    where s.id = $1 and s.ended_at is null and s.expires_at > now() and u.is_active`,
};

/** The same token and the same row as in the server; null for anybody else. */
export async function viewerOf(authorization = ''): Promise<Viewer | null> {
  const { sid, sub } = jwt.verify(authorization.slice('Bearer '.length), process.env.JWT_SECRET!, {
    algorithms: ['HS256'],
    issuer: 'riskgraph',
    audience: 'riskgraph',
  }) as jwt.JwtPayload;
  const [viewer] = await rowsOf<Viewer & { [column: string]: string }>(SESSION, [keyOf(sid)]);
  return viewer && viewer.userId === keyOf(sub ?? '') ? viewer : null;
}
