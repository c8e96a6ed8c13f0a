import type { GraphContext } from '../graphql/context.ts';
import type { RoleName, Viewer } from './viewer.ts';

/** A user as other domains need to know them. */
export interface DirectoryUser {
  key: string;
  tenantKey: string;
  role: RoleName;
  isActive: boolean;
}

/** How the first account is to be called; a password is made up where none is given. */
export interface FirstAccount {
  adminUsername: string;
  adminPassword: string | undefined;
}

/** Finds users by public id for rules that span domains; offered by the one domain that keeps them. */
export interface UserDirectory {
  findUser(id: string, context: GraphContext): Promise<DirectoryUser | null>;
  /** An active user by username, for a program that an operator runs on somebody's behalf. */
  findViewer(username: string, context: Pick<GraphContext, 'em'>): Promise<Viewer | null>;
  /** The names of all tenants by key, for a program of an operator's. */
  tenantNames(context: Pick<GraphContext, 'em'>): Promise<Map<string, string>>;
  /**
   * On an empty database: a tenant, an organisation and an account that may do everything. Answers the password if
   * one was made up; null otherwise, and where there are users already. Throws BAD_USER_INPUT for one that breaks
   * the policy.
   */
  createFirstAccount(account: FirstAccount, context: GraphContext): Promise<string | null>;
}
