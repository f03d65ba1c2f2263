import { RPCLink } from '@orpc/client/websocket';
import { socketPaths } from '../../shared/contract/ports.ts';
import { closing, NotAuthorisedError, type Wires } from './wires.ts';

const patience = 8_000;

/** Connects to the headless station that served this page: WebSockets `/rpc` and `/live`, same origin. */
export async function openSocketWires(): Promise<Wires> {
  const sockets = [
    new WebSocket(address(socketPaths.procedures)),
    new WebSocket(address(socketPaths.live)),
  ] as const;
  const [rpc, live] = sockets;
  live.binaryType = 'arraybuffer';
  // A message may follow right after the opening, so the listener must exist before.
  const early: Uint8Array[] = [];
  let hear = (block: Uint8Array): void => void early.push(block);
  live.addEventListener('message', (event) => {
    if (event.data instanceof ArrayBuffer) hear(new Uint8Array(event.data));
  });
  const ends = closing(() => {
    sockets.forEach((socket) => socket.close());
    // A station that hangs does not confirm the end, so the link is told of it now; its calls fail at once.
    rpc.dispatchEvent(new Event('close'));
  });
  // Before the link's own listener, which fails its calls: those who hear of it ask whether the connection has ended.
  sockets.forEach((socket) => socket.addEventListener('close', ends.close));
  const link = new RPCLink({ websocket: unfailing(rpc) });
  try {
    await Promise.all(sockets.map(opened));
  } catch (error) {
    sockets.forEach((socket) => socket.close());
    if (await isRefused()) throw new NotAuthorisedError();
    throw error;
  }
  return {
    link,
    live: {
      send: (block) => live.send(block),
      listen(listener) {
        hear = listener;
        early.splice(0).forEach(listener);
      },
    },
    get closed() {
      return ends.isClosed();
    },
    onClose: ends.onClose,
    close: ends.close,
  };
}

function address(path: string): string {
  const url = new URL(path, window.location.origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * The socket as the link uses it. What a browser's socket is given while it closes, it drops; the link would throw instead, also for
 * calls that a view gives up on leaving, where nobody catches it.
 */
function unfailing(
  socket: WebSocket,
): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'> {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    send: (message) => socket.send(message),
    get readyState() {
      return socket.readyState === WebSocket.CONNECTING ? WebSocket.CONNECTING : WebSocket.OPEN;
    },
  };
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${socket.url} does not answer`)), patience);
    const settle = (act: () => void) => (): void => {
      clearTimeout(timer);
      act();
    };
    socket.addEventListener('open', settle(resolve), { once: true });
    socket.addEventListener(
      'close',
      settle(() => reject(new Error(`${socket.url} is closed`))),
      { once: true },
    );
  });
}

/** Browsers hide why a WebSocket failed, so a request for the page's own address finds out whether the station refused it. */
async function isRefused(): Promise<boolean> {
  try {
    const answer = await fetch('/', {
      method: 'HEAD',
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
    return answer.status === 401 || answer.status === 403;
  } catch {
    return false;
  }
}
