import type { GraphContext } from './graphql/context.ts';

/** A root field as a document calls it. */
export interface RootCall {
  field: string;
  args: Record<string, unknown>;
}

/**
 * Tells whether what a domain answers is still the same, without answering it. Days that pass are not its concern:
 * whoever asks knows what day it is.
 */
export interface DataVersions {
  /** Whether nothing that a field of the domain's answers changes without the version: what is not known does. */
  covers(typeName: string, fieldName: string): boolean;
  /**
   * The version of all that the viewer could be answered from these root fields of the domain's on; none of them: from
   * anywhere. Null where the viewer may not read what is named. One cheap statement.
   */
  versionOf(calls: RootCall[], context: GraphContext): Promise<string | null>;
}
