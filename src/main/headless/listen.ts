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
 * The address a browser opens: the first origin that the station was told, else its own; a station bound to all addresses is
 * named by the first one others can reach.
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
 * Where browsers on other machines reach the station, e.g. `http://192.168.1.20:4700`: what it was told, else its own addresses;
 * none when it listens on its own machine only.
 *
 * @param host the address that it is bound to
 */
export function networkOrigins(host: string, port: number, { scheme, origins }: Reach = plainly): string[] {
  if (origins.length > 0) return [...origins];
  if (/^(localhost|127\..+|::1)$/i.test(host)) return [];
  const all = host === '0.0.0.0' || host === '::';
  const addresses = all ? networkAddresses(networkInterfaces()) : [host];
  return addresses.map((address) => `${scheme}://${urlHost(address)}:${port}`);
}

/** Interfaces between the machine and what runs in containers on it. */
const withinMachine = /^(docker|br-|veth|virbr|lxc|podman)/;

/** This machine's addresses in its networks, IPv4 first, without those that hold on one cable or in one container only. */
export function networkAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  const found = Object.entries(interfaces)
    .filter(([name]) => !withinMachine.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^(169\.254\.|fe80:)/i.test(address));
  const addressesOf = (wanted: 'IPv4' | 'IPv6'): string[] =>
    found.filter(({ family }) => family === wanted).map(({ address }) => address);
  return [...addressesOf('IPv4'), ...addressesOf('IPv6')];
}
