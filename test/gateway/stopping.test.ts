import { endingLateWork } from '../../src/gateway/stopping.ts';
import { currentDeadline, lengthenDeadline, withDeadline } from '../../src/platform/deadline.ts';

test('a server that stops waits for what is in flight, but not for an import', async () => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const importing = withDeadline(10_000, () =>
    lengthenDeadline(600_000, async () => {
      currentDeadline()?.onPass(stop);
      await stopped;
      return currentDeadline()?.refusal?.extensions.code;
    }),
  );
  const startedAt = performance.now();
  await endingLateWork(() => importing.then(() => {}), 200);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(150);
  expect(await importing).toBe('SERVICE_UNAVAILABLE');
});
