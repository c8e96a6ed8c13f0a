import { defineSubgraph } from '../../platform/subgraph.ts';
import { ApiKeyResolver } from './api-key/api-key.resolver.ts';
import { CreateApiKeyMutation } from './api-key/create-api-key.mutation.ts';
import { RevokeApiKeyMutation } from './api-key/revoke-api-key.mutation.ts';
import { AuditEntryConnectionResolver } from './audit-log/audit-entry.type.ts';
import { AuditLogResolver } from './audit-log/audit-log.resolver.ts';
import { identityEntities } from './entities.ts';
import { AccountRecoveryMutations } from './login/account-recovery.mutations.ts';
import { AuthPayloadResolver } from './login/auth-payload.resolver.ts';
import { authenticator } from './login/authenticator.ts';
import { ChangePasswordMutation } from './login/change-password.mutation.ts';
import { LoginMutation } from './login/login.mutation.ts';
import { RefreshSessionMutation } from './login/refresh-session.mutation.ts';
import { organizationByIdLoader } from './organization/organization.loaders.ts';
import { OrganizationMutations } from './organization/organization.mutations.ts';
import { OrganizationResolver } from './organization/organization.resolver.ts';
import { OrganizationConnectionResolver } from './organization/organization.type.ts';
import { purgeJob } from './purge/purge.job.ts';
import { identityRules } from './rules.ts';
import { SessionMutations } from './session/session.mutations.ts';
import { SessionResolver } from './session/session.resolver.ts';
import { tenantByIdLoader } from './tenant/tenant.loaders.ts';
import { TenantMutations } from './tenant/tenant.mutations.ts';
import { TenantResolver } from './tenant/tenant.resolver.ts';
import { TenantConnectionResolver } from './tenant/tenant.type.ts';
import { dataVersions } from './user/data-versions.ts';
import { RegisterMutation } from './user/register.mutation.ts';
import { UpdateProfileMutation } from './user/update-profile.mutation.ts';
import { UpdateUserMutation } from './user/update-user.mutation.ts';
import { userByIdLoader } from './user/user.loaders.ts';
import { UserResolver } from './user/user.resolver.ts';
import { UserConnectionResolver } from './user/user.type.ts';
import { directory } from './user/user-directory.ts';

/** Who there is, who asks, and what was done. */
export const identity = defineSubgraph({
  name: 'identity',
  resolvers: [
    TenantResolver,
    TenantMutations,
    TenantConnectionResolver,
    OrganizationResolver,
    OrganizationMutations,
    OrganizationConnectionResolver,
    UserResolver,
    RegisterMutation,
    UpdateProfileMutation,
    UpdateUserMutation,
    UserConnectionResolver,
    LoginMutation,
    RefreshSessionMutation,
    ChangePasswordMutation,
    AccountRecoveryMutations,
    AuthPayloadResolver,
    SessionResolver,
    SessionMutations,
    ApiKeyResolver,
    CreateApiKeyMutation,
    RevokeApiKeyMutation,
    AuditLogResolver,
    AuditEntryConnectionResolver,
  ],
  rules: identityRules,
  references: { Tenant: tenantByIdLoader, Organization: organizationByIdLoader, User: userByIdLoader },
  entities: identityEntities,
  authenticator,
  directory,
  dataVersions,
  jobs: [purgeJob],
});
