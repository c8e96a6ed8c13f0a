import type { Deployment } from '../deployment.ts';
import { PEOPLE, type Person } from '../people.ts';
import type { Received, Sent } from './step.ts';

/** What a client acts upon, apart from the body. */
const HEADERS = ['content-type', 'cache-control', 'retry-after'];

/** Where the script is played: what was kept of earlier answers is for later requests. */
export class Stage {
  readonly deployment: Deployment;
  readonly #kept = new Map<string, string>();

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }

  keep(name: string, value: string): void {
    this.#kept.set(name, value);
  }

  kept(name: string): string {
    const value = this.#kept.get(name);
    if (value === undefined) throw new Error(`No step before has kept "${name}".`);
    return value;
  }

  /** The header of somebody who has signed in. */
  tokenOf(person: Person): Record<string, string> {
    return { authorization: `Bearer ${this.kept(PEOPLE[person])}` };
  }

  async send({ method = 'POST', path = '/graphql', headers = {}, body }: Sent): Promise<Received> {
    const url = `${this.deployment.url}${path}`;
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    const shown = HEADERS.map((name) => [name, response.headers.get(name)]);
    return { status: response.status, headers: Object.fromEntries(shown), text: await response.text() };
  }
}
