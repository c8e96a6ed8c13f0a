import { buildSchema, printSchema } from 'graphql';
import { withoutInaccessible } from '../../../src/gateway/federated/inaccessible.ts';

const schema = buildSchema(`
  directive @inaccessible on FIELD_DEFINITION | OBJECT | ARGUMENT_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION
  type Query {
    book(id: ID!, hiddenArgument: Int @inaccessible, by: By): Book
    hiddenRoot: Int @inaccessible
    hiddenThing: HiddenType
  }
  type Book { name: String hiddenField: String @inaccessible thing: HiddenType grade: Grade }
  type HiddenType @inaccessible { name: String }
  enum Grade { AAA HIDDEN_GRADE @inaccessible }
  input By { name: String hiddenInput: String @inaccessible }
`);

test('nothing that is called so is left: fields, what answers them, arguments, inputs, values', () => {
  const [, ...shown] = printSchema(withoutInaccessible(schema)).split('\n\n');
  expect(shown.join('\n')).not.toMatch(/hidden/i);
  expect(shown.join('\n')).toMatch(/book\(id: ID!, by: By\): Book/);
  expect(shown.join('\n')).toMatch(/enum Grade \{\n {2}AAA\n\}/);
});
