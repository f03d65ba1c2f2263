import type { Server } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import { urlHost } from './origins.ts';
import type { Doors } from './origins.ts';

/**
 * Opens the station's address.
 *
 * @param port 0 for any free one
 * @returns the port in use
 * @throws StationError PORT_IN_USE, NO_PERMISSION or BAD_INPUT, naming port and host
 */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw listenFailure(error, port, host);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function listenFailure(error: unknown, port: number, host: string): unknown {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new StationError(
        'PORT_IN_USE',
        `Port ${port} on ${host} is in use, perhaps by another station. Close that program, or choose another port with --port.`,
        messageOf(error),
      );
    case 'EACCES':
      return new StationError(
        'NO_PERMISSION',
        `There is no permission for port ${port} on ${host}. Choose a port from 1024 on with --port.`,
        messageOf(error),
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StationError(
        'BAD_INPUT',
        `${host} is no address of this machine. Choose one of its addresses with --host, or leave --host out.`,
        messageOf(error),
      );
    default:
      return error;
  }
}

type Reach = Pick<Doors, 'scheme' | 'origins'>;

const plainly: Reach = { scheme: 'http', origins: [] };

/**
 * Returns the address for a browser on this machine: the first configured origin, else the station's own address. If the station is
 * bound to all addresses, the first one that other machines can reach is used.
 */
export function stationAddress(
  host: string,
  port: number,
  token: string,
  { scheme, origins }: Reach = plainly,
): string {
  const name = host === '0.0.0.0' || host === '::' ? reachableAddress() : host;
  return `${origins[0] ?? `${scheme}://${urlHost(name)}:${port}`}/?token=${token}`;
}

function reachableAddress(): string {
  return networkAddresses(networkInterfaces())[0] ?? '127.0.0.1';
}

/**
 * Returns the station's origins for browsers on other machines, e.g. `http://192.168.1.20:4700`: the configured origins, else one for
 * each own address; none when the station listens on its own machine only.
 *
 * @param host the bound address
 */
export function networkOrigins(host: string, port: number, { scheme, origins }: Reach = plainly): string[] {
  if (origins.length > 0) return [...origins];
  if (/^(localhost|127\..+|::1)$/i.test(host)) return [];
  const all = host === '0.0.0.0' || host === '::';
  const addresses = all ? networkAddresses(networkInterfaces()) : [host];
  return addresses.map((address) => `${scheme}://${urlHost(address)}:${port}`);
}

/** Names of interfaces between this machine and its containers. */
const withinMachine = /^(docker|br-|veth|virbr|lxc|podman)/;

/** Returns this machine's addresses, IPv4 first, without link-local addresses and those of containers. */
export function networkAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  const found = Object.entries(interfaces)
    .filter(([name]) => !withinMachine.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^(169\.254\.|fe80:)/i.test(address));
  const addressesOf = (wanted: 'IPv4' | 'IPv6'): string[] =>
    found.filter(({ family }) => family === wanted).map(({ address }) => address);
  return [...addressesOf('IPv4'), ...addressesOf('IPv6')];
}
