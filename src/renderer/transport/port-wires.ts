import { RPCLink } from '@orpc/client/message-port';
import { z } from 'zod';
import { bridgeName, portMessages } from '../../shared/contract/ports.ts';
import { closing, type Wires } from './wires.ts';

const patience = 8_000;
const bridgeSchema = z.object({ host: z.literal('electron') });
const handoverSchema = z.object({ kind: z.literal(portMessages.ports) });

/** Whether the page runs in the desktop's window, which the preload script tells. */
export function isDesktop(): boolean {
  return bridgeSchema.safeParse(Reflect.get(window, bridgeName)).success;
}

/** Connects to the desktop's station over two MessagePorts from the preload script. */
export async function openPortWires(): Promise<Wires> {
  const [rpc, live] = await requestPorts();
  const ends = closing(() => {
    rpc.close();
    live.close();
  });
  for (const port of [rpc, live]) port.addEventListener('close', ends.close);
  const link = new RPCLink({ port: rpc });
  rpc.start();
  return {
    link: {
      async call(path, input, options) {
        // Closing a port raises no event on the closing side, so the call must not wait for one.
        const lost = Promise.withResolvers<never>();
        const stop = ends.onClose(() => lost.reject(new Error('The port is closed')));
        try {
          return await Promise.race([link.call(path, input, options), lost.promise]);
        } finally {
          stop();
        }
      },
    },
    live: {
      // Electron's main process receives a transferred buffer as empty, so the port must copy it.
      send: (block) => live.postMessage(block),
      listen(listener) {
        live.addEventListener('message', (event: MessageEvent<unknown>) => {
          if (event.data instanceof ArrayBuffer) listener(new Uint8Array(event.data));
          else if (event.data instanceof Uint8Array) listener(event.data);
        });
        live.start();
      },
    },
    get closed() {
      return ends.isClosed();
    },
    onClose: ends.onClose,
    close: ends.close,
  };
}

function requestPorts(): Promise<readonly [MessagePort, MessagePort]> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      stop.abort();
      reject(new Error('The desktop does not hand over its ports'));
    }, patience);
    const receive = (event: MessageEvent<unknown>): void => {
      if (event.source !== window || !handoverSchema.safeParse(event.data).success) return;
      const [rpc, live] = event.ports;
      if (!rpc || !live) return;
      clearTimeout(timer);
      stop.abort();
      resolve([rpc, live]);
    };
    window.addEventListener('message', receive, { signal: stop.signal });
    window.postMessage({ kind: portMessages.requestPorts }, window.location.origin);
  });
}
