import { connect, createServer, type Socket } from 'node:net';

export interface CuttableWay {
  readonly port: number;
  /** Ends all open connections. */
  cut(): void;
  /** Refuses new connections while closed. */
  setClosed(closed: boolean): void;
  end(): void;
}

/** Opens a way to a server of this machine that tests can cut, and close for a while. */
export async function openWay(to: number): Promise<CuttableWay> {
  const sockets = new Set<Socket>();
  let isClosed = false;
  const server = createServer((here) => {
    if (isClosed) return void here.destroy();
    const there = connect(to, '127.0.0.1');
    for (const socket of [here, there]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    here.pipe(there).pipe(here);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: address.port,
    cut,
    setClosed(closed) {
      isClosed = closed;
      if (closed) cut();
    },
    end() {
      cut();
      server.close();
    },
  };
}
