import { registerEnumType } from 'type-graphql';
import { ROLES, type RoleName } from '../../../platform/security/viewer.ts';

/** The roles as type-graphql wants an enum: name → value. */
export const Role = Object.fromEntries(ROLES.map((role) => [role, role])) as { [Name in RoleName]: Name };

registerEnumType(Role, {
  name: 'Role',
  description: 'What a user or an API key may do; the roles are not a ladder.',
  valuesConfig: {
    VIEWER: { description: "Reads the own organisation's portfolios and their analytics." },
    ANALYST: { description: 'As VIEWER, with reports, exports, what-if and dry runs.' },
    PORTFOLIO_MANAGER: { description: 'Reads and changes the portfolios that they own, and no others.' },
    ADMIN: { description: 'Everything within the own tenant.' },
    SUPER_ADMIN: { description: 'Everything in every tenant.' },
  },
});
