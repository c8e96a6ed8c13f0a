import { type DocumentNode, type FieldDefinitionNode, parse, visit } from 'graphql';
import { admins, type RuleMap, superAdmins } from '../security/rules.ts';

const TAGGED = parse('type Tagged @tag(name: "administration")').definitions[0] as {
  directives?: FieldDefinitionNode['directives'];
};

/** Tags what only administrators may ask for: a router can then compose a graph without it (a contract). */
export const tagAdministration = (document: DocumentNode, rules: RuleMap): DocumentNode =>
  visit(document, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.map((field) =>
        isForAdministrators(rules, type.name.value, field.name.value) ? tagged(field) : field,
      ),
    }),
  });

const isForAdministrators = (rules: RuleMap, type: string, field: string): boolean => {
  const rule = rules[type]?.[field];
  return rule === admins || rule === superAdmins;
};

const tagged = (field: FieldDefinitionNode): FieldDefinitionNode => ({
  ...field,
  directives: [...(field.directives ?? []), ...(TAGGED.directives ?? [])],
});
