import type { BackupEvent, BackupProgress, BackupRun, BackupState } from '../../shared/contract/backup.ts';
import type { StationStatus } from '../../shared/contract/station.ts';
import type { User } from '../../shared/domain/role.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import type { Host } from '../host/host.ts';
import type { StationChanges } from '../station/changes.ts';
import { createSharedWork } from '../station/shared-work.ts';
import type { BackupRepository } from './repository.ts';
import { takeInProcess } from './run-process.ts';
import { backupCondition, dueAt } from './schedule.ts';

export interface BackupServiceParts {
  readonly host: Host;
  readonly home: string;
  readonly version: string;
  readonly runs: BackupRepository;
  readonly patient: PatientWriter;
  readonly settings: { current(): StationSettings };
  readonly changes: Pick<StationChanges, 'publish'>;
  readonly now?: () => number;
}

/** Interval at which the station checks whether a backup is due, milliseconds. */
const lookEvery = 60_000;

export type BackupService = ReturnType<typeof createBackupService>;

/** Takes the station's backups, scheduled and on request, one at a time, each in a process of its own. */
export function createBackupService(parts: BackupServiceParts) {
  const { host, home, version, runs, patient, settings, changes, now = Date.now } = parts;
  const ending = new AbortController();
  const work = createSharedWork<BackupProgress, BackupRun>();
  let latest: BackupProgress | null = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  async function take(
    startedBy: string | null,
    tell: (progress: BackupProgress) => void,
  ): Promise<BackupRun> {
    const { 'backup.folder': folder, 'backup.keep': keep } = settings.current();
    if (folder === '') {
      throw new StationError(
        'BAD_INPUT',
        'No folder for backups is set. Set one: Settings, Folder for backups.',
      );
    }
    const startedAt = now();
    changes.publish({ kind: 'status' });
    try {
      const request = { home, folder, keep, withSecrets: false, reread: false, version };
      const { name, summary } = await takeInProcess(host, request, ending.signal, (progress) => {
        latest = progress;
        tell(progress);
      });
      const { files, bytes, newBytes } = summary;
      return keepRun({
        folder,
        startedAt,
        startedBy,
        backup: { name, files, bytes, newBytes },
        failure: null,
      });
    } catch (error) {
      if (error instanceof StationError && error.code === 'CANCELLED') throw error;
      keepRun({ folder, startedAt, startedBy, backup: null, failure: messageOf(error) });
      throw error;
    } finally {
      latest = null;
      changes.publish({ kind: 'status' });
    }
  }

  function keepRun(run: Omit<BackupRun, 'id' | 'endedAt'>): BackupRun {
    const ended = { ...run, endedAt: Math.max(now(), run.startedAt) };
    let kept: BackupRun = { ...ended, id: Number.MAX_SAFE_INTEGER };
    patient.write(() => (kept = runs.add(ended)));
    return kept;
  }

  function due(): number | null {
    return dueAt(settings.current(), runs.newest()[0] ?? null, now());
  }

  async function takeWhenDue(): Promise<void> {
    const at = due();
    if (at === null || at > now() || work.underWay) return;
    try {
      const events = work.follow((tell) => take(null, tell), ending.signal);
      while (!(await events.next()).done);
    } catch {
      // The failure is in the backup's row and in the state column.
    }
  }

  return {
    state(): BackupState {
      const { 'backup.folder': folder, 'backup.everyHours': everyHours } = settings.current();
      return {
        folder,
        everyHours,
        dueAt: due(),
        progress: work.underWay ? latest : null,
        lastSuccess: runs.lastSuccess(),
        lastFailure: runs.lastFailure(),
        runs: runs.newest(),
      };
    },

    /** @throws StationError BAD_INPUT when no folder is set; the backup's errors */
    async *take(user: User, signal?: AbortSignal): AsyncGenerator<BackupEvent> {
      const events = work.follow((tell) => take(user.name, tell), signal);
      for (;;) {
        const next = await events.next();
        if (next.done === true) {
          yield { kind: 'finished', run: next.value };
          return;
        }
        yield { kind: 'progress', progress: next.value };
      }
    },

    /** For the state column. */
    status(): StationStatus['backup'] {
      const [lastSuccess, lastFailure] = [runs.lastSuccess(), runs.lastFailure()];
      return {
        condition: backupCondition(settings.current(), { lastSuccess, lastFailure }, now()),
        lastSuccessAt: lastSuccess?.endedAt ?? null,
        lastFailureAt: lastFailure?.endedAt ?? null,
        failure: lastFailure !== null && lastFailure.id > (lastSuccess?.id ?? 0) ? lastFailure.failure : null,
        running: work.underWay,
      };
    },

    /** Starts the scheduled backups. */
    start(): void {
      timer ??= setInterval(() => {
        underWay = takeWhenDue();
      }, lookEvery).unref();
    },

    /** Ends a running backup; earlier backups stay complete. */
    async close(): Promise<void> {
      if (timer !== null) clearInterval(timer);
      timer = null;
      ending.abort();
      await underWay;
    },
  };
}
