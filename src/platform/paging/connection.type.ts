import {
  type ClassType,
  Directive,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { asJson } from './json-fields.ts';
import type { Connection } from './paged-list.ts';
import type { Page } from './row-pages.ts';

@Directive('@shareable')
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more nodes follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether nodes stand before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The first cursor of the page; null on an empty one.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The last cursor of the page: pass it as `after`.' })
  endCursor!: string | null;
}

const pageInfoOf = ({ nodes, cursorAt, hasNextPage, hasPreviousPage }: Page<unknown>): PageInfo => ({
  hasNextPage,
  hasPreviousPage,
  startCursor: nodes.length > 0 ? cursorAt(0) : null,
  endCursor: nodes.length > 0 ? cursorAt(nodes.length - 1) : null,
});

/**
 * The Relay connection of a type: its edge, itself, and the resolver that reads only what is asked for. Where the
 * lists behind it have JSON columns, `jsonFields` names them.
 */
export function connectionOf<Row extends object>(
  name: string,
  nodeType: () => ClassType<Row>,
  jsonFields: string[] = [],
) {
  @ObjectType(`${name}Edge`, { description: `A ${name} in its place in a list.` })
  class EdgeType {
    @Field(() => String, {
      description: 'Its place in the list: opaque, and valid while the order stays the same.',
    })
    cursor!: string;

    @Field(nodeType, { description: `The ${name} itself.` })
    node!: Row;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionType {}

  @Resolver(() => ConnectionType)
  class ConnectionResolver {
    @FieldResolver(() => [EdgeType], { description: 'The nodes with their cursors.' })
    async edges(@Root() connection: Connection<Row>): Promise<EdgeType[]> {
      const { nodes, cursorAt } = await connection.readPage();
      return nodes.map((node, index) => ({ cursor: cursorAt(index), node }));
    }

    @asJson(jsonFields)
    @FieldResolver(() => [nodeType()], { description: 'The nodes alone.' })
    async nodes(@Root() connection: Connection<Row>): Promise<Row[]> {
      return (await connection.readPage()).nodes;
    }

    @FieldResolver(() => PageInfo, { description: 'Where the page stands.' })
    async pageInfo(@Root() connection: Connection<Row>): Promise<PageInfo> {
      return pageInfoOf(await connection.readPage());
    }

    @FieldResolver(() => Int, {
      description: 'How many nodes the whole list has; counted only if asked for.',
    })
    totalCount(@Root() connection: Connection<Row>): Promise<number> {
      return connection.readTotalCount();
    }
  }

  return { ConnectionType, ConnectionResolver };
}
