import { BlockList, isIPv6, Server, type Socket } from 'node:net';
import type { ServerTCP } from 'modbus-serial';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { systemCode } from '../../files/file-failure.ts';
import { OutputTroubleError } from '../output-trouble.ts';

/**
 * Most connections. A further one replaces the longest silent one, such as that of a controller that lost
 * power.
 */
const mostConnections = 16;
/** Most bytes of answers that a connection leaves unread before it is ended. */
const mostUnread = 2 ** 20;
/** Milliseconds until a port in use is tried again. */
const retryMs = 2000;
const longestIpv4 = 32;
const longestIpv6 = 128;

/** An error response of Modbus. */
export class ModbusException extends Error {
  /** 2: no such address · 3: no such value. The library reads this field. */
  readonly modbusErrorCode: number;

  constructor(code: 2 | 3) {
    super(`Modbus exception ${code}`);
    this.modbusErrorCode = code;
  }
}

export interface ModbusServerOptions {
  readonly host: string;
  readonly port: number;
  readonly peers: string;
  readonly unit: number;
}

/** The registers behind the addresses. Each method may throw a {@link ModbusException}. */
export interface ModbusRegisters {
  readHolding(address: number, count: number): number[];
  readInput(address: number, count: number): number[];
  readCoil(address: number): boolean;
  /** Writes all values of one request at once. */
  write(address: number, values: readonly number[]): void;
}

export interface ModbusServerEvents {
  /** Called with the number of connections when it changes. */
  connections(count: number): void;
  /** @param error null: the server listens */
  state(error: StationError | null): void;
  /** Called when an address without permission connects. */
  refused(address: string): void;
}

/** Returns a test for permitted addresses. @param peers in the form of `modbusTargetSchema` */
export function allows(peers: string): (address: string) => boolean {
  if (peers.trim() === 'any') return () => true;
  const list = new BlockList();
  const given = peers.split(',').map((part) => part.trim());
  for (const entry of ['127.0.0.1', '::1', ...given.filter((part) => part !== '')]) {
    const [address = '', length] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const whole = family === 'ipv6' ? longestIpv6 : longestIpv4;
    try {
      list.addSubnet(address, length === undefined ? whole : Number(length), family);
    } catch {
      throw new StationError('BAD_INPUT', `“${entry}” is no address of a machine or network.`);
    }
  }
  return (address) => {
    const plain = address.replace(/^::ffff:/, '');
    return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

/** Opens a Modbus TCP server; retries while its port is in use. @returns closes it */
export function openModbusServer(
  options: ModbusServerOptions,
  registers: ModbusRegisters,
  events: ModbusServerEvents,
): { close(): Promise<void> } {
  const allowed = allows(options.peers);
  let server: ServerTCP | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  /** Connections with the time when each was last heard. */
  const heard = new Map<Socket, number>();

  function admit(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const stranger = !allowed(address);
    if (stranger) {
      events.refused(address);
      socket.destroy();
      return;
    }
    if (heard.size >= mostConnections) leaveSilent();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    const hear = (): void => {
      heard.set(socket, performance.now());
      // It asks and asks, and takes no answer.
      if (socket.writableLength > mostUnread) socket.destroy();
    };
    hear();
    events.connections(heard.size);
    socket.on('data', hear);
    socket.once('close', () => {
      heard.delete(socket);
      events.connections(heard.size);
    });
  }

  function leaveSilent(): void {
    const [longest] = [...heard].toSorted(([, one], [, other]) => one - other);
    if (longest === undefined) return;
    const [socket] = longest;
    heard.delete(socket);
    socket.destroy();
  }

  async function open(): Promise<void> {
    timer = null;
    // Loaded with the first server: most stations have none.
    const { ServerTCP: ModbusServer } = await import('modbus-serial');
    if (closed) return;
    const opened = new ModbusServer(
      {
        getCoil: (address: number) => registers.readCoil(address),
        getDiscreteInput: (address: number) => registers.readCoil(address),
        getInputRegister: (address: number) => registers.readInput(address, 1)[0] ?? 0,
        getMultipleInputRegisters: (address: number, length: number) => registers.readInput(address, length),
        getHoldingRegister: (address: number) => registers.readHolding(address, 1)[0] ?? 0,
        getMultipleHoldingRegisters: (address: number, length: number) =>
          registers.readHolding(address, length),
        setRegister: (address: number, value: number) => registers.write(address, [value]),
        setRegisterArray: (address: number, values: number[]) => registers.write(address, values),
        setCoil: () => {
          throw new ModbusException(2);
        },
      },
      { host: options.host, port: options.port, unitID: options.unit },
    );
    server = opened;
    // The library has no event for a new connection, so the permission is checked at the server beneath it.
    const beneath: unknown = Reflect.get(opened, '_server');
    if (!(beneath instanceof Server)) throw new Error('The Modbus library has no server beneath it');
    beneath.on('connection', admit);
    beneath.on('listening', () => events.state(null));
    opened.on('socketError', () => undefined);
    opened.on('error', () => undefined);
    opened.on('serverError', (error) => {
      if (closed) return;
      events.state(named(error, options));
      beneath.close();
      timer = setTimeout(tryToOpen, retryMs).unref();
    });
  }

  function tryToOpen(): void {
    open().catch((error: unknown) => events.state(named(error, options)));
  }

  tryToOpen();
  return {
    close: () =>
      new Promise((resolve) => {
        closed = true;
        if (timer !== null) clearTimeout(timer);
        if (server === null) resolve();
        else server.close(() => resolve());
      }),
  };
}

function named(error: unknown, { host, port }: ModbusServerOptions): StationError {
  const place = `${host}:${port}`;
  const code = systemCode(error);
  if (code === 'EADDRINUSE') {
    return new OutputTroubleError('PORT_IN_USE', 'portTaken', { address: place });
  }
  if (code === 'EACCES') {
    return new OutputTroubleError('NO_PERMISSION', 'portForbidden', { address: place });
  }
  if (code === 'EADDRNOTAVAIL') {
    return new OutputTroubleError('BAD_INPUT', 'notOwnAddress', { address: host });
  }
  return new OutputTroubleError('WORKER_FAILED', 'cannotListen', { address: place, said: messageOf(error) });
}
