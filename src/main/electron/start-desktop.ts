import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, Menu, protocol, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { collectFramesLate } from '../host/collect-frames-late.ts';
import {
  iconFile,
  program,
  programVersion,
  rendererFolder,
  resourcesFolder,
} from '../host/program-folder.ts';
import { reportToStandardError } from '../host/report-to-standard-error.ts';
import { defaultHome } from '../station/paths.ts';
import { openStation } from '../station.ts';
import { singleUser } from '../users/single-user.ts';
import { scheme, startPage } from './addresses.ts';
import { appProtocol } from './app-protocol.ts';
import { denyNavigation } from './navigation.ts';
import { orderlyEnd, type OrderlyEnd } from './orderly-end.ts';
import { limitPermissions } from './permissions.ts';
import { utilityHost } from './utility-host.ts';
import { windowKeys } from './window-keys.ts';
import { servePorts } from './window-ports.ts';
import { bringToFront, createWindow, keepWindowState, preloadFile } from './window.ts';

/** The name by which Windows groups windows in its task bar; an installer's shortcut must have the same name. */
const applicationId = 'Loupe.Station';

/** Starts the desktop: one station, one window. A second start brings the existing window to the front. */
export function startDesktop(): void {
  collectFramesLate();
  const home = defaultHome(process.env, process.platform);
  const windowFolder = join(home, 'window');
  process.on('unhandledRejection', (error) => reportToStandardError(error, 'unhandled'));
  const ending = orderlyEnd();
  // By default, Electron would block the process with a message box and then go on in an unknown state.
  process.on('uncaughtException', (error) => fail(ending, error, 'Loupe has ended'));
  try {
    // This may create the home as well, which only its user may read.
    mkdirSync(windowFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    fail(ending, error, 'Loupe did not start');
    return;
  }
  // The single-instance lock lies in this folder, so a station with another home is another instance.
  app.setPath('userData', windowFolder);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  let window: BrowserWindow | null = null;
  app.on('second-instance', () => {
    if (ending.begun()) ending.thenAgain();
    // Without a window yet there is nothing to do: it will show itself.
    else if (window) bringToFront(window);
  });
  if (process.platform === 'win32') app.setAppUserModelId(applicationId);
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
  denyNavigation();
  app
    .whenReady()
    .then(() => run(ending, home, windowFolder, (created) => (window = created)))
    .catch((error: unknown) => fail(ending, error, 'Loupe did not start'));
}

async function run(
  ending: OrderlyEnd,
  home: string,
  windowFolder: string,
  onWindow: (window: BrowserWindow) => void,
): Promise<void> {
  const here = program();
  const report = reportToStandardError;
  const hasMenu = process.platform === 'darwin';
  if (!hasMenu) Menu.setApplicationMenu(null);
  limitPermissions(session.defaultSession);
  const opening = openStation({
    home,
    host: utilityHost(),
    resources: resourcesFolder(here),
    teachers: process.env['STATION_TEACHERS'],
    version: programVersion(here),
    report,
  });
  // The end waits for a station that is still opening. A failure to open is reported below, not here.
  ending.before(() =>
    opening.then(
      (station) => station.close(),
      () => undefined,
    ),
  );
  const station = await opening;
  if (ending.begun()) return;
  const serving = { station, renderer: rendererFolder(here), user: singleUser, report };
  protocol.handle(scheme, appProtocol(serving));
  const state = join(windowFolder, 'window.json');
  const window = createWindow({
    preload: preloadFile(here.folder),
    icon: iconFile(resourcesFolder(here)),
    state,
  });
  ending.before(() => keepWindowState(window, state));
  // Windows logs the user off without asking the program to quit.
  window.on('session-end', () => ending.end(0));
  if (!hasMenu) windowKeys(window, !app.isPackaged);
  // The page asks for its ports as soon as it is loaded.
  servePorts(window, serving);
  onWindow(window);
  try {
    await window.loadURL(startPage);
  } catch (error) {
    // A window that was closed while it was loading is no failure.
    if (!window.isDestroyed() && !ending.begun()) throw error;
  }
}

/** Ends the program in order and shows the reason. */
function fail(ending: OrderlyEnd, error: unknown, what: string): void {
  const isNamed = error instanceof StationError;
  if (!isNamed || ending.begun()) reportToStandardError(error, 'desktop');
  const title = isNamed ? `${what} (${error.code})` : what;
  ending.end(1, () => dialog.showErrorBox(title, messageOf(error)));
}
