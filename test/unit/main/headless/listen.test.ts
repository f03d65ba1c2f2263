import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { networkAddresses, networkOrigins } from '../../../../src/main/headless/listen.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  netmask: '',
  mac: '',
  cidr: null,
  ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});

test('others reach the machine by its networks: IPv4 first, no loopback, no cable without one, no container', () => {
  const interfaces = {
    lo: [at('127.0.0.1', true), at('::1', true)],
    wlan0: [at('2001:db8::7'), at('fe80::1'), at('192.168.1.20')],
    docker0: [at('172.17.0.1')],
    eth1: [at('169.254.3.4'), at('10.0.0.5')],
  };
  expect(networkAddresses(interfaces)).toEqual(['192.168.1.20', '10.0.0.5', '2001:db8::7']);
});

test('a station that listens on its own machine has no address for others; one bound to an address has that one', () => {
  for (const host of ['127.0.0.1', '127.0.1.1', 'localhost', '::1']) {
    expect(networkOrigins(host, 4700), host).toEqual([]);
  }
  expect(networkOrigins('192.168.1.20', 4800)).toEqual(['http://192.168.1.20:4800']);
  expect(networkOrigins('2001:db8::7', 4700)).toEqual(['http://[2001:db8::7]:4700']);
});
