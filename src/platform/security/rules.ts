import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { forbidden } from '../errors.ts';
import { type GraphContext, refusalOf } from '../graphql/context.ts';
import { deny, rule, shield } from './shield.ts';
import { isAdmin, ROLES, type RoleName } from './viewer.ts';

export type Rule = ReturnType<ReturnType<typeof rule>>;
/** Type → field → rule. Root fields that are not named here are denied. */
export type RuleMap = Record<string, Record<string, Rule>>;

type Verdict = true | Error;

type Decision = (context: GraphContext, args: Record<string, unknown>, parent: { id?: string }) => Verdict;

/** A rule sees the context, the arguments and the object; which rows someone may see is SQL's to decide. */
export function allowIf(decide: Decision): Rule {
  // no_cache: with shield's caches a verdict for one parent would stand for another.
  return rule({ cache: 'no_cache' })((parent, args, context: GraphContext) =>
    decide(context, args, parent ?? {}),
  );
}

/** Anyone, signed in or not. */
export const anyone = allowIf(() => true);

/** Any viewer who is signed in. */
export const signedIn = allowIf((context) => (context.viewer ? true : refusalOf(context)));

/** Viewers with one of these roles. */
export const roles = (...allowed: RoleName[]): Rule =>
  allowIf((context) => {
    const { viewer } = context;
    if (!viewer) return refusalOf(context);
    return allowed.includes(viewer.role) ? true : forbidden(`This needs the role ${allowed.join(' or ')}.`);
  });

export const admins = roles(...ROLES.filter((role) => isAdmin({ role })));
export const superAdmins = roles('SUPER_ADMIN');

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type Guard = (resolve: Resolve, ...args: Parameters<Resolve>) => unknown;
/** Shield makes a bare function of a rule, and an object of a combination of rules. */
type GuardsByType = Record<string, Record<string, Guard | { resolve: Guard }>>;

const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];

/**
 * Guards the root fields and the fields that have a rule. Shield would wrap every field of every object type in
 * async code, which costs two thirds of the throughput of a list of 1,000 loans.
 */
export function applyRules(schema: GraphQLSchema, rules: RuleMap): void {
  const shielded = shield(rules, {
    fallbackRule: deny,
    allowExternalErrors: true,
    fallbackError: forbidden(),
  });
  const guards = shielded.generate(schema as never) as unknown as GuardsByType;
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const decides = ROOT_TYPES.includes(type.name) || rules[type.name]?.[field.name];
      const guard = guards[type.name]?.[field.name];
      if (decides && guard) guardField(field, typeof guard === 'function' ? guard : guard.resolve);
    }
  }
}

const GUARDED = 'guarded';

/** Whether a rule stands before a field: then it may be read in no other way than by its resolver. */
export const isGuarded = (field: GraphQLField<unknown, unknown> | undefined): boolean =>
  field?.extensions[GUARDED] === true;

function guardField(field: GraphQLField<unknown, unknown>, guard: Guard): void {
  field.extensions = { ...field.extensions, [GUARDED]: true };
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (...args) => guard(resolve, ...args);
  // Shield looks at `resolve` alone, but a subscription has done its work by then.
  const { subscribe } = field;
  if (subscribe) field.subscribe = (...args) => guard(subscribe, ...args);
}
