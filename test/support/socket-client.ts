import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { WebSocket } from 'ws';
import type { StationClient } from '../../src/shared/contract/contract.ts';

/** Makes a client of the procedures over a test's socket, as a browser's page calls them. */
export function clientOn(socket: WebSocket): StationClient {
  const target = new EventTarget();
  socket.on('open', () => target.dispatchEvent(new Event('open')));
  socket.on('close', () => target.dispatchEvent(new Event('close')));
  socket.on('message', (bytes, isBinary) => {
    if (!Buffer.isBuffer(bytes)) throw new TypeError('Messages come as one buffer');
    const data = isBinary ? new Blob([new Uint8Array(bytes)]) : bytes.toString('utf8');
    target.dispatchEvent(new MessageEvent('message', { data }));
  });
  const link = new RPCLink({
    websocket: {
      get readyState() {
        return socket.readyState;
      },
      send: (data) => {
        if (data instanceof Blob) throw new TypeError('A blob is sent as bytes');
        socket.send(data instanceof ArrayBuffer || typeof data === 'string' ? data : viewBytes(data));
      },
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
    },
  });
  return createORPCClient<StationClient>(link);
}

function viewBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Waits for a socket's opening. @returns `open`, or the status that refuses it */
export function outcome(socket: WebSocket): Promise<string | number> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}
