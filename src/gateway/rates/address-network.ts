import { isIPv6 } from 'node:net';

const GROUPS = 8;
/** Whoever has one IPv6 address has its whole /64: counted one by one, they would never reach a limit. */
const NETWORK_GROUPS = 4;

/** What is counted as one caller: an IPv4 address, or the /64 that an IPv6 address lies in. */
export function addressNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const [before = '', after = ''] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, GROUPS - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
