import { diagnose } from '../../diagnosis/diagnose.ts';
import { diagnosisText } from '../../diagnosis/diagnosis-text.ts';
import { refuseExisting, writeInProcess } from '../../diagnosis/write-in-process.ts';
import { headlessHost } from '../../host/headless-host.ts';
import { program, programVersion } from '../../host/program-folder.ts';
import { defaultHome } from '../../station/paths.ts';
import { IncompleteError } from '../command-failure.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Runs every check of a home and prints the findings.
 *
 * @param to path of the archive for support; null writes none
 * @throws IncompleteError if a check failed; StationError ALREADY_EXISTS and those of writing the archive
 */
export async function doctor(terminal: Terminal, to: string | null, signal: AbortSignal): Promise<void> {
  const request = {
    host: headlessHost(),
    signal,
    version: programVersion(program()),
    home: defaultHome(process.env, process.platform),
  };
  if (to !== null) refuseExisting(to);
  const diagnosis = await diagnose(request);
  for (const line of diagnosisText(diagnosis)) terminal.print(line);
  if (to !== null) {
    await writeInProcess(request, diagnosis, to);
    terminal.print(`The archive for support is ${to}.`);
  }
  terminal.printJson({ ...diagnosis, file: to });
  if (diagnosis.state === 'failed') throw new IncompleteError('Something failed: see what to do above.');
}
