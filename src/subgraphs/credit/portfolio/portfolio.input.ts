import { Field, ID, InputType, Int } from 'type-graphql';
import { z } from 'zod';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { text } from '../../../platform/text-field.ts';

@InputType({ description: 'A new portfolio. Its owner is who makes it.' })
export class CreatePortfolioInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'GBP',
    description: 'ISO 4217, for good: amounts are not converted.',
  })
  currency?: string | null;
}

@InputType({ description: 'Changes of a portfolio. A field left out stays; null empties the description.' })
export class UpdatePortfolioInput {
  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'False closes it, true opens it again.' })
  isActive?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The new owner: an active portfolio manager or administrator of the same tenant.',
  })
  ownerId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read; CONFLICT with `currentVersion` if it has changed since.',
  })
  expectedVersion?: number | null;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

const description = text(0, 2000, { lines: true })
  .transform((value) => value || null)
  .nullish();

export const newPortfolio = z.object({
  name: text(1, 200),
  description,
  currency: z
    .string()
    .nullish()
    .transform((code) => (code ?? 'GBP').trim().toUpperCase())
    .refine((code) => CURRENCIES.has(code), 'This is not a currency code of ISO 4217.'),
});

export const portfolioChanges = z.object({
  name: text(1, 200).optional(),
  description,
  isActive: z.boolean('An emptied value is not allowed: true or false.').optional(),
  ownerId: z
    .string('An emptied value is not allowed: a user id.')
    .refine((id) => readRowKey('User', id) !== null, 'This is not the id of a User.')
    .optional(),
});
