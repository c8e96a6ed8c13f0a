// Every operation of the page, typed and with its id. `npm run codegen` generates them from schema/operations; a
// frontend of your own would generate them into its own folder, and change this one line.
export * from '../../../../schema/generated/graphql.ts';
