// First: the decorators below every door need it when they run.
import 'reflect-metadata';
import type { EntitySchema } from '@mikro-orm/core';
import type { NonEmptyArray } from 'type-graphql';
import type { DataVersions } from './data-versions.ts';
import type { TrustedDocuments } from './documents/trusted-document.ts';
import type { Loader } from './graphql/loader.ts';
import type { Job } from './jobs/job.ts';
import type { Rollups } from './rollups.ts';
import type { Authenticator } from './security/authenticator.ts';
import type { RuleMap } from './security/rules.ts';
import type { UserDirectory } from './security/user-directory.ts';

// biome-ignore lint/complexity/noBannedTypes: what type-graphql calls a class
type Class = Function;

/** Something the graph can point at: `id` is its public id, other fields as the owner's type shows them. */
export interface ReferencedRow {
  id: string;
}

/** What a business domain is to the rest of the house. */
export interface Subgraph {
  /** Names the emitted file: `schema/<name>.graphql`. */
  name: string;
  /** type-graphql resolver classes. */
  resolvers: NonEmptyArray<Class>;
  /** Types that no resolver reaches: stubs of other subgraphs' types to which this one contributes fields. */
  orphanedTypes?: Class[];
  /** The shield map: every root field has a rule, or is denied. */
  rules: RuleMap;
  /** The types this subgraph owns, each with the loader that finds them by public id, as far as the viewer may see. */
  references: Record<string, Loader<string, ReferencedRow | null>>;
  /** The tables it owns. */
  entities: EntitySchema[];
  /** Who a caller is: offered by the one domain that knows. */
  authenticator?: Authenticator;
  /** Who a user is, for the rules of other domains. */
  directory?: UserDirectory;
  /** The documents that people have registered: offered by the one domain that keeps them. */
  documents?: TrustedDocuments;
  /** Whether its answers are still the same; without, whoever has one asks again in full. */
  dataVersions?: DataVersions;
  /** Work that comes back by itself. */
  jobs?: Job[];
  /** The sums that it keeps beside its rows. */
  rollups?: Rollups;
}

/** The shape each domain fills in; a new domain is one folder with this, and one line in the gateway's list. */
export const defineSubgraph = (subgraph: Subgraph): Subgraph => subgraph;
