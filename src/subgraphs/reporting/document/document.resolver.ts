import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { DocumentArgs, DocumentListArgs } from './document.args.ts';
import { documentByName, documentList } from './trusted-document.rows.ts';
import { TrustedDocument, TrustedDocumentConnection } from './trusted-document.type.ts';

@Resolver()
export class DocumentResolver {
  @Query(() => TrustedDocument, {
    nullable: true,
    description: "A document of the viewer's tenant; null where there is none of this name and version.",
  })
  document(
    @Args(() => DocumentArgs) { name, version }: DocumentArgs,
    @Ctx() context: GraphContext,
  ): Promise<TrustedDocument | null> {
    return documentByName(name, version, context);
  }

  @paged('first')
  @Query(() => TrustedDocumentConnection, {
    description:
      "The documents that people of the viewer's tenant have registered, by name, the newest version first.",
  })
  documents(
    @Args(() => DocumentListArgs) args: DocumentListArgs,
    @Ctx() context: GraphContext,
  ): Connection<TrustedDocument> {
    return documentList(context, args);
  }
}
