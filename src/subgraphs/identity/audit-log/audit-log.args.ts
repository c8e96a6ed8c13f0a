import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '../../../platform/paging/page-args.ts';
import { AuditFilter } from './audit-entry.type.ts';

@ArgsType()
export class AuditLogArgs extends PageArgs {
  @Field(() => AuditFilter, { nullable: true, description: 'Which entries; all unless given.' })
  filter?: AuditFilter | null;
}
