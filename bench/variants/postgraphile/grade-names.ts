/** GraphQL allows no `+` in the name of a value: `AA+` is AA_PLUS there. */
export const gradeNames: GraphileConfig.Plugin = {
  name: 'GradeNamesPlugin',
  inflection: {
    replace: {
      enumValue: (_previous, _options, value) => value.replace('+', '_PLUS').replace('-', '_MINUS'),
    },
  },
};
