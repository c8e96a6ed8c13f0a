import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listSize } from '../../../../platform/graphql/limit.directives.ts';
import { DateScalar, DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { LineageUnit, type LineageUnitName } from './lineage-unit.ts';

@ObjectType({ description: 'A value by its name.' })
export class LineageValue {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value as text, unrounded; null where it is missing.',
  })
  value!: string | null;

  @Field(() => LineageUnit, {
    nullable: true,
    description: 'Its unit; null of a day, a grade, a ratio and the like.',
  })
  unit!: LineageUnitName | null;
}

@ObjectType({
  description:
    'A loan and what it adds to a number. `loan` is the stored loan; the other fields are the values as computed, shocks included.',
})
export class Contributor {
  @Field(() => String, { description: "The lender's own number." })
  loanId!: string;

  @Field(() => String, { description: 'Who owes it.' })
  borrower!: string;

  @Field(() => DecimalScalar, {
    description: 'What the loan adds, in the unit of the number and rounded half-even on its own.',
  })
  amount!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'What it adds of the total, a fraction. Null where the total is 0.',
  })
  share!: number | null;

  @Field(() => DecimalScalar, {
    description:
      'What this loan and those before it in the list add, rounded after it is added: behind the last of all loans it is the total, to its last digit.',
  })
  runningTotal!: string;

  @listSize({ assumedSize: 4 })
  @Field(() => [LineageValue], {
    description: 'What the formula takes of the loan, such as amount, pd and lgd.',
  })
  values!: LineageValue[];
}

@ObjectType({ description: 'A statement of SQL as PostgreSQL gets it.' })
export class LineageStatement {
  @Field(() => String, {
    description: '`number`: it reads the number. `contributors`: it reads what is shown here.',
  })
  purpose!: string;

  @Field(() => String, { description: 'Its text, with placeholders $1, $2 …' })
  text!: string;

  @listSize({ assumedSize: 20 })
  @Field(() => [String], {
    nullable: 'items',
    description:
      "What stands for the placeholders, in their order, lists as JSON: the caller's own arguments, and keys of portfolios that they may read.",
  })
  parameters!: (string | null)[];
}

@ObjectType({
  description:
    'Where a number comes from: how it is computed, of what, and loan by loan. Only of portfolios that the viewer may read, with the filter, scenario and asOf of the number. Numbers that are no sum over loans (a grade, a Gini coefficient) have none.',
})
export class Lineage {
  @Field(() => String, { description: 'The field that is explained, such as expectedLoss.' })
  figure!: string;

  @Field(() => String, {
    description:
      'How it is computed, in symbols: E is the amount of a loan, T the sum of the amounts, Σ runs over the loans that enter.',
  })
  formula!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where the formula is from, such as BCBS128 ¶272; null of plain arithmetic.',
  })
  source!: string | null;

  @Field(() => LineageUnit, { description: 'What `total` and `amount` are measured in.' })
  unit!: LineageUnitName;

  @Field(() => [String], {
    description: 'What the formula takes, as coordinates of this schema, such as Loan.amount.',
  })
  inputs!: string[];

  @Field(() => DateScalar, { description: 'The day the number is seen from.' })
  asOf!: string;

  @Field(() => Int, {
    description: 'How many loans enter: of an expected loss the rated ones, of a bucket those in it.',
  })
  rowCount!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What the loans that enter make, rounded once, half-even: the number itself. Null where that is null.',
  })
  total!: string | null;
}
