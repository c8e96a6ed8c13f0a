import { runningReports } from '../../../src/gateway/reports/running-reports.ts';

/** Work that runs until it is told to end. */
function held() {
  const started = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const work = async () => {
    started.resolve();
    await end.promise;
  };
  return { work, started: started.promise, end: end.resolve };
}

describe('reports that are read at once', () => {
  it('are three of one viewer; the fourth has its turn when one of them ends, another viewer has one at once', async () => {
    const take = runningReports();
    const first = [held(), held(), held()];
    const running = first.map(({ work }) => take('one', work));
    await Promise.all(first.map(({ started }) => started));
    let hasBegun = false;
    const fourth = take('one', async () => {
      hasBegun = true;
    });
    await take('other', async () => {});
    expect(hasBegun).toBe(false);
    first[0]?.end();
    await fourth;
    expect(hasBegun).toBe(true);
    for (const { end } of first) end();
    await Promise.all(running);
  });

  it('are ten in all', async () => {
    const take = runningReports();
    const all = Array.from({ length: 10 }, held);
    const running = all.map(({ work }, at) => take(`viewer ${at}`, work));
    await Promise.all(all.map(({ started }) => started));
    let hasBegun = false;
    const eleventh = take('another', async () => {
      hasBegun = true;
    });
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    expect(hasBegun).toBe(false);
    all[9]?.end();
    await eleventh;
    for (const { end } of all) end();
    await Promise.all(running);
  });

  it('leave their place where they fail', async () => {
    const take = runningReports();
    for (let at = 0; at < 12; at += 1)
      await expect(take('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await take('one', async () => 'read')).toBe('read');
  });
});
