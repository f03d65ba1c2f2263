import { headlessHost } from '../../host/headless-host.ts';
import { defaultHome } from '../../station/paths.ts';
import { selfTest } from '../../update/self-test.ts';
import type { Terminal } from '../terminal.ts';
import { counted } from '../text.ts';

/** Tests whether this version works with the home. @throws StationError naming what does not work */
export async function runSelfTest(terminal: Terminal): Promise<void> {
  const done = await selfTest(defaultHome(process.env, process.platform), headlessHost());
  terminal.print(`${counted(done.models, 'active model')} ran, the newest entries of the log were read.`);
  terminal.printJson(done);
}
