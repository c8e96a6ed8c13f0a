import { pathToFileURL } from 'node:url';

/** The project as it was built last; another build of it where BENCH_BUILD names its folder. */
const BUILD = process.env.BENCH_BUILD
  ? pathToFileURL(`${process.env.BENCH_BUILD}/`)
  : new URL('../dist/', import.meta.url);

/** A file of the build. */
export const builtFile = (path: string): URL => new URL(`src/${path}`, BUILD);

/** A module of the build: bench runs as it stands, and only what was built can be measured. */
export const built = <Module>(path: string): Promise<Module> => import(builtFile(path).href);
