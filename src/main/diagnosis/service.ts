import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import type { ExportFolder } from '../statistics/export-folder.ts';
import { diagnose } from './diagnose.ts';
import { writeInProcess } from './write-in-process.ts';

export interface DiagnosisServiceParts {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly home: string;
  readonly version: string;
  /** Keeps the archive until the window has saved it. */
  readonly exports: Pick<ExportFolder, 'open' | 'read'>;
}

export interface KeptArchive {
  readonly archiveId: number;
  readonly fileName: string;
}

const type = 'application/zip';

export type DiagnosisService = ReturnType<typeof createDiagnosisService>;

/** Makes the diagnosis of a running station. Only one runs at a time; concurrent calls get the same result. */
export function createDiagnosisService({ exports, ...station }: DiagnosisServiceParts) {
  const ending = new AbortController();
  const request = { ...station, signal: ending.signal };

  async function writeArchive(): Promise<KeptArchive> {
    const diagnosis = await run();
    const folder = await mkdtemp(join(tmpdir(), 'loupe-support-'));
    try {
      const written = join(folder, 'support.zip');
      await writeInProcess(request, diagnosis, written);
      const fileName = `support-${new Date(diagnosis.at).toISOString().slice(0, 19).replaceAll(':', '')}.zip`;
      const kept = await exports.open({ fileName, type });
      try {
        for await (const piece of createReadStream(written)) {
          if (!(piece instanceof Uint8Array)) throw new TypeError('A file is read as bytes');
          await kept.append(piece);
        }
        return { archiveId: await kept.finish(), fileName };
      } finally {
        await kept.discard();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  const run = oneAtATime<Diagnosis>(() => diagnose(request));

  return {
    /** Runs every check. @throws StationError CANCELLED if the station ends meanwhile */
    run,

    /** Runs every check and writes the support archive. @throws StationError DISK_FULL, NO_PERMISSION, WORKER_FAILED, CANCELLED */
    archive: oneAtATime(writeArchive),

    /** Reads a written archive. @throws StationError NOT_FOUND if it is no longer kept */
    read: (archiveId: number): ReturnType<ExportFolder['read']> => exports.read(archiveId, [type]),

    close: () => ending.abort(new StationError('CANCELLED', 'The station ended during the diagnosis.')),
  };
}

/** Returns a function whose concurrent calls share one run of the work. */
function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | null = null;
  return () =>
    (underWay ??= work().finally(() => {
      underWay = null;
    }));
}
