import { ArgsType, Field, Int } from 'type-graphql';
import { constraint } from '../../../platform/graphql/limit.directives.ts';
import { PageArgs } from '../../../platform/paging/page-args.ts';

const MAX_VERSION = 1_000_000;

@ArgsType()
export class DocumentListArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'The versions of this name only.' })
  name?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Those that were withdrawn, instead of those in force.',
  })
  withdrawn?: boolean | null;
}

@ArgsType()
export class DocumentArgs {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @constraint({ min: 1, max: MAX_VERSION })
  @Field(() => Int, {
    nullable: true,
    description: 'Which version, withdrawn or not; the newest in force unless given.',
  })
  version?: number | null;
}
