import type { ProofStep } from '../../../shared/contract/audit.ts';
import { openAudit } from '../../audit/open-audit.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { createLogFiles } from '../../log/files.ts';
import { createLogRepository } from '../../log/repository.ts';
import { createModelStore } from '../../models/store.ts';
import { createThresholdsRepository } from '../../products/thresholds-repository.ts';
import { createProof } from '../../proof/prove.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { IncompleteError } from '../command-failure.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Proves the verdict of an entry, even while the station runs.
 *
 * @throws StationError NOT_FOUND, CONFLICT; IncompleteError if something differs, which is printed before
 */
export async function proveEntry(terminal: Terminal, entryId: number): Promise<void> {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const log = createLogRepository(database);
    const prove = createProof({
      home: paths.home,
      files: createLogFiles(paths.home),
      audit: openAudit(database, paths),
      entry: log.find,
      decisions: log.decisions,
      limits: createThresholdsRepository(database).find,
      graphOf: createModelStore(paths.models).graphOf,
    });
    const proof = await prove(entryId);
    for (const step of proof.steps) terminal.print(lineOf(step));
    terminal.print(
      proof.proved ? `Entry ${entryId} is as it was logged.` : `Entry ${entryId} is NOT as it was logged.`,
    );
    terminal.printJson(proof);
    if (!proof.proved) throw new IncompleteError(`Entry ${entryId} could not be proved.`);
  } finally {
    close();
  }
}

function lineOf({ step, result, stated, found }: ProofStep): string {
  const texts = {
    equal: stated === '' ? 'none' : stated,
    differs: `DIFFERS: stated ${stated}, found ${found ?? 'nothing'}`,
    missing: `MISSING: stated ${stated}`,
    unrecorded: `${stated} (from before the audit trail began)`,
  } satisfies Record<ProofStep['result'], string>;
  return `${`${step}:`.padEnd(10)}${texts[result]}`;
}
