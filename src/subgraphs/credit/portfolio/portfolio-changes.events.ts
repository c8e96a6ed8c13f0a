import { type RawBuilder, sql } from 'kysely';
import { announcement, type DomainEvent } from '../../../platform/events/event.ts';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { creditDb } from '../entities.ts';
import { ChangeKind, type ChangeKindName } from './portfolio-changes.type.ts';

const PORTFOLIO = 'Portfolio:';
export const portfolioTopic = (portfolioKey: string) => PORTFOLIO + portfolioKey;
export const defaultRatesTopic = (tenantKey: string) => `DefaultRates:${tenantKey}`;

/** What a portfolio's event carries: enough to say who could read it, when there is no row to ask any more. */
export interface AnnouncedChange {
  kind: ChangeKindName;
  dataVersion: string;
  tenantKey: string;
  organizationKey: string;
  ownerKey: string;
}

/** For the statement that raises the `dataVersion` of a portfolio (alias `p`). */
export const portfolioAnnouncement = (kind: ChangeKindName): RawBuilder<unknown> =>
  announcement(
    sql`concat(${PORTFOLIO}::text, p.id)`,
    sql`json_build_object('kind', ${kind}::text, 'dataVersion', p.data_version::text,
      'tenantKey', p.tenant_id::text, 'organizationKey', p.organization_id::text, 'ownerKey', p.owner_id::text)`,
  );

/** All portfolios of the tenant are worth other numbers: told once, not once for each of them. */
export async function announceDefaultRates(tenantKey: string, context: MutationContext): Promise<void> {
  const topic = sql<string>`${defaultRatesTopic(tenantKey)}::text`;
  await sql`select ${announcement(topic, sql`json_build_object()`)}`.execute(creditDb(context));
}

/** Null for what no process of ours has announced. */
export function readAnnouncedChange({ data }: DomainEvent): AnnouncedChange | null {
  const change = data as unknown as AnnouncedChange;
  const { kind, dataVersion, tenantKey, organizationKey, ownerKey } = change;
  const keys = [dataVersion, tenantKey, organizationKey, ownerKey];
  return Object.hasOwn(ChangeKind, kind) && keys.every((key) => /^\d+$/.test(key)) ? change : null;
}
