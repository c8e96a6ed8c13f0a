import { isObjectType, parse, subscribe } from 'graphql';
import type { EventSource } from '../../src/platform/events/event-source.ts';
import { contextFor } from '../support/context.ts';
import { forgivingGraph } from './graph.ts';
import type { Corner } from './lenders/corner.ts';
import { useTwoLenders } from './lenders/ground.ts';
import { CALLERS, type Caller, MISSING, viewerOf } from './lenders/two-lenders.ts';
import { expectOnPage } from './page.ts';
import { Reached } from './reached.ts';
import { covers } from './scope.ts';
import { SUBSCRIPTIONS } from './verdicts/subscriptions.ts';

const schema = await forgivingGraph();
const ground = useTwoLenders(schema);
const seen = new Reached();

/** Nothing ever happens: who may listen at all is decided before. */
const silence: EventSource = { subscribe: async () => () => {} };

const DOCUMENTS: Record<string, string> = {
  portfolioChanged: 'subscription ($Portfolio: ID!) { portfolioChanged(portfolioId: $Portfolio) { kind } }',
};

test('every field of Subscription has a verdict, and every verdict a field', () => {
  const type = schema.getType('Subscription');
  expect(isObjectType(type) && Object.keys(type.getFields()).sort()).toEqual(
    Object.keys(SUBSCRIPTIONS).sort(),
  );
  expect(Object.keys(DOCUMENTS)).toEqual(Object.keys(SUBSCRIPTIONS));
});

/** `begun`, or the code and words of the refusal, less the id that was sent. */
async function beginning(field: string, caller: Caller, { ids }: Corner): Promise<string> {
  const context = { ...contextFor(ground.database, viewerOf(ground.lenders, caller)), events: silence };
  const document = parse(DOCUMENTS[field] as string);
  const begun = await subscribe({ schema, document, variableValues: ids, contextValue: context });
  if (Symbol.asyncIterator in begun) {
    await begun.return(undefined);
    return 'begun';
  }
  const [fault] = begun.errors ?? [];
  return `${fault?.extensions.code}: ${fault?.message.replaceAll(ids.Portfolio as string, '…')}`;
}

function expectedBeginning(field: string, caller: Caller, { standing }: Corner) {
  const viewer = viewerOf(ground.lenders, caller);
  if (!viewer) return 'UNAUTHENTICATED: Sign in first.';
  const isReached = standing && covers(SUBSCRIPTIONS[field]![viewer.role], viewer, standing);
  return isReached ? 'begun' : 'NOT_FOUND: Portfolio not found.';
}

test.each(Object.keys(SUBSCRIPTIONS))('%s begins for whom the verdict says', async (field) => {
  for (const caller of CALLERS) {
    for (const corner of [...Object.values(ground.lenders.corners), MISSING]) {
      const observed = await beginning(field, caller, corner);
      expect([caller, corner.name, observed]).toEqual([
        caller,
        corner.name,
        expectedBeginning(field, caller, corner),
      ]);
      seen.note(field, caller, observed === 'begun' ? [corner.standing] : []);
    }
  }
});

test('docs/access.md says what was seen', async () => {
  await expectOnPage('subscriptions', seen.rows(ground.lenders));
});
