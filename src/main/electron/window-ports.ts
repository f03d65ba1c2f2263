import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, MessageChannelMain } from 'electron';
import type { BrowserWindow, IpcMainEvent, MessagePortMain } from 'electron';
import { portChannel } from '../../shared/contract/ports.ts';
import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import type { LiveConnection } from '../host/live.ts';
import type { ServedStation, Serving } from '../host/served-station.ts';
import { windowSeat } from '../users/sign-ins.ts';
import { isOwnAddress } from './addresses.ts';

/**
 * Gives the window two message ports, for procedures and for the live channel, each time its page asks for them.
 * A reloaded page gets new ports; the old ones close by themselves.
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
    // A page that asks is responsive, also if the page before it was not.
    responsive = true;
    const rpc = new MessageChannelMain();
    const live = new MessageChannelMain();
    const sitting = station.seats.userAt(windowSeat, user);
    procedures.upgrade(rpc.port1, { context: { user: sitting, origin: 'window', seat: windowSeat } });
    rpc.port1.start();
    // Waits, so that the answer to the sign-in is sent before the ports close.
    const stop = station.seats.onChanged((changed) => {
      if (changed !== null && changed !== windowSeat) return;
      stop();
      setTimeout(() => [rpc, live].forEach(({ port1 }) => port1.close()), 100).unref();
    });
    rpc.port1.once('close', stop);
    // A port does not tell how much waits in it, so no frames are sent to a window that hangs.
    connectLivePort(live.port1, station, sitting, () => responsive);
    frame.postMessage(portChannel, null, [rpc.port2, live.port2]);
  };
  ipcMain.on(portChannel, answer);
  window.once('closed', () => ipcMain.off(portChannel, answer));
}

/** Connects the live channel. A window without a signed-in user gets only signs of life, and its blocks are ignored. */
function connectLivePort(
  port: MessagePortMain,
  { live }: ServedStation,
  user: User,
  isResponsive: () => boolean,
): void {
  let open = true;
  const connection: LiveConnection = live.connect(
    (block) => {
      if (!open || !isResponsive()) return false;
      port.postMessage(block);
      return true;
    },
    may(user, 'line.see'),
  );
  port.on('message', ({ data }: { data: unknown }) => {
    if (may(user, 'line.operate')) connection.receive(bytesOf(data));
  });
  port.once('close', () => {
    open = false;
    connection.close();
  });
  port.start();
}

/** Returns a message's bytes; anything else is treated as an empty block, which is answered with a problem. */
function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array();
}
