import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, Menu, protocol, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { collectFramesLate } from '../host/collect-frames-late.ts';
import { program, programVersion, rendererFolder, resourcesFolder } from '../host/program-folder.ts';
import { reportToStandardError } from '../host/report-to-standard-error.ts';
import { defaultHome } from '../station/paths.ts';
import { openStation, type Station } from '../station.ts';
import { singleUser } from '../users/single-user.ts';
import { scheme } from './addresses.ts';
import { appProtocol } from './app-protocol.ts';
import { denyNavigation } from './navigation.ts';
import { limitPermissions } from './permissions.ts';
import { utilityHost } from './utility-host.ts';
import { servePorts } from './window-ports.ts';
import { openWindow, preloadFile } from './window.ts';

/** Starts the desktop: one station, one window. A second start shows the window there is. */
export function startDesktop(): void {
  collectFramesLate();
  const home = defaultHome(process.env, process.platform);
  const windowFolder = join(home, 'window');
  process.on('unhandledRejection', (error) => reportToStandardError(error, 'unhandled'));
  try {
    mkdirSync(windowFolder, { recursive: true });
  } catch (error) {
    failToStart(error);
    return;
  }
  // The lock of the single instance lies there too: a second home is a second station.
  app.setPath('userData', windowFolder);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
  denyNavigation();
  app
    .whenReady()
    .then(() => run(home, join(windowFolder, 'window.json')))
    .catch(failToStart);
}

async function run(home: string, stateFile: string): Promise<void> {
  const here = program();
  const report = reportToStandardError;
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  limitPermissions(session.defaultSession);
  const station = await openStation({
    home,
    host: utilityHost(),
    resources: resourcesFolder(here),
    teachers: process.env['STATION_TEACHERS'],
    version: programVersion(here),
    report,
  });
  endInOrder(station);
  const serving = { station, renderer: rendererFolder(here), user: singleUser, report };
  protocol.handle(scheme, appProtocol(serving));
  const window = await openWindow(preloadFile(here.folder), stateFile, (created) =>
    servePorts(created, serving),
  );
  app.on('second-instance', () => show(window));
}

function show(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The program ends when its window is closed, after the station has ended its sessions, jobs and workers. */
function endInOrder(station: Station): void {
  let state: 'running' | 'ending' | 'ended' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    void station
      .close()
      .catch((error: unknown) => reportToStandardError(error, 'end'))
      .finally(() => {
        state = 'ended';
        app.exit(0);
      });
  });
}

/** Says why there is no window, and ends. */
function failToStart(error: unknown): void {
  const isNamed = error instanceof StationError;
  if (!isNamed) reportToStandardError(error, 'start');
  const title = isNamed ? `Loupe did not start (${error.code})` : 'Loupe did not start';
  dialog.showErrorBox(title, messageOf(error));
  app.exit(1);
}
