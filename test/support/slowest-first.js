import Sequencer from '@jest/test-sequencer';

/** Short files that take long: browsers, the whole graph asked as everybody, programs and servers that are started. */
const SLOW =
  /\/test\/(access|examples\/frontend|gateway\/playground)\/|\/(main|read-replicas|start\.\w+|database-outage|report-command|office)\.test/;

/**
 * Jest begins with what took longest the last time. In a fresh clone it knows no last time and goes by the size of the
 * files; one that is short and slow then comes last, and one worker waits for the other.
 */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isSlow = ({ path }) => SLOW.test(path);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
}
