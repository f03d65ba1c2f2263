import { EventEmitter } from 'node:events';
import { electronClone } from './clone.ts';

/**
 * A message port of the main process. Messages wait until `start()` and arrive as `{ data, ports }`. Only ports may be
 * transferred (lib/browser/message-port-main.ts, shell/browser/api/message_port.cc).
 */
export class MessagePortMain extends EventEmitter {
  #port: MessagePort | null;
  #started = false;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.addEventListener('close', () => {
      if (this.#port === port) this.emit('close');
    });
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    const port = this.#open();
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      this.emit('message', { data: electronClone(data), ports: [] });
    });
    port.start();
  }

  close(): void {
    this.#port?.close();
  }

  postMessage(message: unknown, transfer?: unknown): void {
    const ports = transferred(transfer);
    if (ports.length > 0) throw new Error('The stand-in hands no ports on through a port');
    this.#open().postMessage(electronClone(message));
  }

  /** Returns the port for the page; this object is of no use afterwards. */
  handOver(): MessagePort {
    const port = this.#open();
    this.#port = null;
    return port;
  }

  #open(): MessagePort {
    if (this.#port === null) throw new TypeError('Port at index 0 is already neutered.');
    return this.#port;
  }
}

/** shell/browser/api/message_port.cc, DisentanglePorts. @throws TypeError for anything but a list of ports */
export function transferred(list: unknown): readonly MessagePortMain[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new TypeError('transferables must be an array of MessagePorts');
  return list.map((port: unknown, index) => {
    if (port instanceof MessagePortMain) return port;
    throw new TypeError(`Port at index ${index} is not a valid port`);
  });
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}
