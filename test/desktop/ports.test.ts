import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { BrowserWindow } from 'electron';
import { expect, onTestFinished, test } from 'vitest';
import { startPage } from '../../src/main/electron/addresses.ts';
import { servePorts } from '../../src/main/electron/window-ports.ts';
import type { Station } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { StationClient } from '../../src/shared/contract/contract.ts';
import { unpackLive } from '../../src/shared/contract/live.ts';
import type { User } from '../../src/shared/domain/role.ts';
import { openStationUnderTest } from '../contract/station-under-test.ts';
import { contractSuite } from '../contract/suite.ts';
import { app } from '../support/electron/app.ts';
import { launch } from '../support/electron/launch.ts';
import { askForPorts, theWindow } from '../support/electron/page.ts';

/** Opens a window with a page of the station. */
async function openWindow(station: Station, user: User = singleUser) {
  await launch();
  servePorts(new BrowserWindow(), { station, user, renderer: '', report: () => undefined });
  const window = theWindow();
  window.webContents.mainFrame.url = startPage;
  return window;
}

contractSuite('over Electron’s ports', async (station, user) => {
  const ports = askForPorts(await openWindow(station, user));
  if (ports === null) throw new Error('The page got no ports');
  ports.procedures.start();
  return {
    client: createORPCClient<StationClient>(new RPCLink({ port: ports.procedures })),
    close: () => {
      ports.procedures.close();
      ports.live.close();
      app.exit(0);
    },
  };
});

function firstBlock(port: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(data), { once: true });
    port.start();
  });
}

test('a page gets the state of the line at once, and again when it was loaded anew after a hang', async () => {
  const { station } = await openStationUnderTest();
  const window = await openWindow(station);
  onTestFinished(() => app.exit(0));
  for (const hangs of [false, true]) {
    if (hangs) window.emit('unresponsive');
    const ports = askForPorts(window);
    if (ports === null) throw new Error('The page got no ports');
    onTestFinished(() => ports.live.close());
    onTestFinished(() => ports.procedures.close());
    const block = await firstBlock(ports.live);
    if (!(block instanceof Uint8Array)) throw new Error('The block is not made of bytes');
    expect(unpackLive(block).header).toEqual({ kind: 'session', lane: 1, session: null });
  }
});

test('only the window’s own page gets ports', async () => {
  const { station } = await openStationUnderTest();
  const window = await openWindow(station);
  onTestFinished(() => app.exit(0));
  expect(askForPorts(window, { url: startPage })).toBeNull();
  window.webContents.mainFrame.url = 'https://example.com/';
  expect(askForPorts(window)).toBeNull();
});
