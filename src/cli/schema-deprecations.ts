import {
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLDeprecatedDirective,
  Kind,
  type NameNode,
  visit,
} from 'graphql';
import { isCalendarDay } from '../platform/calendar.ts';

/** What a schema names, by its path: `Loan`, `Loan.rate`, `Query.loans.filter`. */
export interface SchemaPlace {
  path: string;
  /** Why it is deprecated; null where it is not. */
  deprecation: string | null;
}

type Definition = ASTNode & { name: NameNode; directives?: readonly ConstDirectiveNode[] };

const KINDS: string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
];

/** The schema without the places that `goes` is true of. */
export function without(document: DocumentNode, goes: (place: SchemaPlace) => boolean): DocumentNode {
  const names: string[] = [];
  return visit(document, {
    enter(node) {
      if (isDefinition(node)) names.push(node.name.value);
    },
    leave(node) {
      if (!isDefinition(node)) return undefined;
      const path = names.join('.');
      names.pop();
      return goes({ path, deprecation: deprecationOf(node) }) ? null : undefined;
    },
  });
}

/** Every place of a schema that its kind lets be deprecated, and the types that they stand in. */
export function placesOf(document: DocumentNode): SchemaPlace[] {
  const places: SchemaPlace[] = [];
  without(document, (place) => {
    places.push(place);
    return false;
  });
  return places;
}

const isDefinition = (node: ASTNode): node is Definition => KINDS.includes(node.kind);

/** An empty text where it gives no reason. */
function deprecationOf({ directives = [] }: Definition): string | null {
  const directive = directives.find(({ name }) => name.value === GraphQLDeprecatedDirective.name);
  const reason = directive?.arguments?.find(({ name }) => name.value === 'reason')?.value;
  if (!directive) return null;
  return reason?.kind === Kind.STRING ? reason.value : '';
}

const REMOVAL = /\S.*\. Removed after (\d{4}-\d{2}-\d{2})\.$/s;

/** The day up to which a deprecated place stays: what its reason ends with. Null where it ends with something else. */
export function removalDayOf(deprecation: string | null): string | null {
  const [, day = ''] = REMOVAL.exec(deprecation ?? '') ?? [];
  return isCalendarDay(day) ? day : null;
}
