import { createRequire } from 'node:module';
import util from 'node:util';

// graphql-shield's CommonJS build still calls util.isUndefined, which Node 23 removed; and it must be required,
// not imported, so that it shares one copy of graphql-middleware with itself.
Object.assign(util, { isUndefined: (value: unknown) => value === undefined });
const require = createRequire(import.meta.url);

const graphqlShield: typeof import('graphql-shield') = require('graphql-shield');

export const { shield, rule, deny } = graphqlShield;
