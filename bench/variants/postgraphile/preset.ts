import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { viewerOf } from '../limit/session.ts';
import { gradeNames } from './grade-names.ts';

const POOL_SIZE = 10;

/** PostGraphile as its guide sets it up, with the names simplified. Whoever asks shows the same token. */
export const preset: GraphileConfig.Preset = {
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  plugins: [gradeNames],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public'],
      poolConfig: { max: POOL_SIZE },
    }),
  ],
  grafast: {
    async context({ node }) {
      const viewer = await viewerOf(node?.req.headers.authorization);
      if (!viewer) throw new Error('Nobody is signed in.');
      return {};
    },
  },
  grafserv: { graphiql: false, websockets: false },
};
