import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, MessageChannelMain } from 'electron';
import type { BrowserWindow, IpcMainEvent, MessagePortMain } from 'electron';
import { portChannel } from '../../shared/contract/ports.ts';
import type { LiveConnection } from '../host/live.ts';
import type { ServedStation, Serving } from '../host/served-station.ts';
import { isOwnAddress } from './addresses.ts';

/**
 * Hands the window two message ports, procedures and live channel, each time its page asks for them. A page that
 * was loaded again gets new ones; the old ones close by themselves.
 */
export function servePorts(window: BrowserWindow, { station, user }: Serving): void {
  const procedures = new RPCHandler(station.router);
  let responsive = true;
  window.on('unresponsive', () => (responsive = false));
  window.on('responsive', () => (responsive = true));

  const answer = (event: IpcMainEvent): void => {
    const frame = event.senderFrame;
    const mainFrame = window.isDestroyed() ? null : window.webContents.mainFrame;
    if (frame === null || frame !== mainFrame || !isOwnAddress(frame.url)) return;
    // A page that was loaded again answers, whatever became of the one before.
    responsive = true;
    const rpc = new MessageChannelMain();
    const live = new MessageChannelMain();
    procedures.upgrade(rpc.port1, { context: { user, origin: 'window' } });
    rpc.port1.start();
    // Nothing tells how much waits in a port: a window that hangs would be sent frames without end.
    connectLivePort(live.port1, station, () => responsive);
    frame.postMessage(portChannel, null, [rpc.port2, live.port2]);
  };
  ipcMain.on(portChannel, answer);
  window.once('closed', () => ipcMain.off(portChannel, answer));
}

function connectLivePort(port: MessagePortMain, { live }: ServedStation, isResponsive: () => boolean): void {
  let open = true;
  const connection: LiveConnection = live.connect((block) => {
    if (!open || !isResponsive()) return false;
    port.postMessage(block);
    return true;
  });
  port.on('message', ({ data }: { data: unknown }) => {
    connection.receive(bytesOf(data));
  });
  port.once('close', () => {
    open = false;
    connection.close();
  });
  port.start();
}

/** What is no block at all is answered as one that is cut short. */
function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array();
}
