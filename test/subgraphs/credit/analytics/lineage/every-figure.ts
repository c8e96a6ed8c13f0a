import {
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isObjectType,
} from 'graphql';

/** A number, and what its lineage says of it. */
export interface Explained {
  type: string;
  /** Undefined where the type has no field of that name. */
  number: string | number | null | undefined;
  lineage: {
    figure: string;
    inputs: string[];
    unit: string;
    total: string | null;
    rowCount: number;
    contributors: { loanId: string; amount: string; runningTotal: string }[];
  };
}

const LINEAGE = 'figure inputs unit total rowCount contributors(first: 100) { loanId amount runningTotal }';

/** The names of the figures of a type. */
function figuresOf(schema: GraphQLSchema, type: string): string[] {
  const { lineage } = (schema.getType(type) as GraphQLObjectType).getFields();
  const names = getNullableType(lineage?.args[0]?.type) as GraphQLEnumType;
  return names.getValues().map(({ name }) => name);
}

/** Every figure of every type, as `DefaultRisk.expectedLoss`. */
export const allFigures = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.getFields().lineage)
    .flatMap(({ name }) => figuresOf(schema, name).map((figure) => `${name}.${camel(figure)}`));

const camel = (name: string) =>
  name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Of an object of this type every leaf that needs no argument, and the lineage of every figure. */
export function explained(schema: GraphQLSchema, type: string): string {
  const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields());
  const numbers = fields.filter((field) => /^(Int|Float|Decimal)!?$/.test(String(field.type)));
  const lineages = figuresOf(schema, type).map((name) => `${name}: lineage(of: ${name}) { ${LINEAGE} }`);
  return ['__typename', ...numbers.map(({ name }) => name), ...lineages].join(' ');
}

/** Everything in an answer that has a lineage. */
export function explanationsIn(value: unknown): Explained[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(explanationsIn);
  const object = value as Record<string, unknown>;
  return Object.entries(object).flatMap(([key, inner]) => {
    if (!/^[A-Z_]{4,}$/.test(key)) return explanationsIn(inner);
    const lineage = inner as Explained['lineage'];
    return [
      {
        type: String(object.__typename),
        number: object[lineage.figure] as Explained['number'],
        lineage,
      },
    ];
  });
}
