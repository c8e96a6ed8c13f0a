import { entities } from '../../../../src/gateway/subgraphs.ts';
import { Replica } from '../../../../src/platform/database/replicas/replica.ts';

const NOWHERE = 'postgresql://reader:Ahghei6a@127.0.0.1:1/book';
const HISTORY = '7710789044209930323-16386-00000001';

const moment = (takenAt: number, position: bigint) => ({
  takenAt,
  position,
  history: HISTORY,
  snapshot: '1:1:',
});

describe('a replica', () => {
  let replica: Replica;
  beforeEach(async () => {
    replica = await Replica.open(NOWHERE, entities);
  });
  afterEach(() => replica.orm.close());

  it('is called by where it is, and not by who signs in', () => {
    expect(replica.name).toBe('127.0.0.1:1/book');
  });

  it('is as old as the latest moment whose position it has replayed', () => {
    replica.hear({ isStandby: true, position: '200', history: HISTORY });
    replica.compare([moment(1, 100n), moment(2, 200n), moment(3, 300n)]);
    expect(replica.moment).toEqual(moment(2, 200n));
    replica.compare([moment(4, 400n)]);
    expect(replica.moment).toEqual(moment(2, 200n));
    expect(replica.fault).toBeNull();
  });

  it.each([
    ['another server', '7710789044209930324-16386-00000001'],
    ['another database', '7710789044209930323-16387-00000001'],
    ['a timeline that the primary has left', '7710789044209930323-16386-00000002'],
  ])('is not read where its position is of %s', (_, history) => {
    replica.hear({ isStandby: true, position: '200', history });
    replica.compare([moment(1, 100n)]);
    expect(replica.moment).toBeNull();
    expect(replica.fault).toMatch(/another server, or another timeline/);
  });

  it('is not read once it says nothing, or is no standby any more', () => {
    for (const away of [
      () => replica.lose(new Error('gone')),
      () => replica.hear({ isStandby: false, position: '200', history: HISTORY }),
    ]) {
      replica.hear({ isStandby: true, position: '200', history: HISTORY });
      replica.compare([moment(1, 100n)]);
      expect(replica.moment).not.toBeNull();
      away();
      replica.compare([moment(2, 100n)]);
      expect(replica.moment).toBeNull();
      expect(replica.fault).not.toBeNull();
    }
  });
});
