import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { LogFilter } from '../../../shared/contract/log.ts';
import { mediaPath } from '../../../shared/contract/media.ts';
import type { ExportEvent, ReportRequest, StatisticsFilter } from '../../../shared/contract/statistics.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import { saveFile } from '../../components/browser/save-file.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';
import { readMedia } from '../../transport/read-media.ts';

export const exportKinds = ['log', 'report'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportRun {
  readonly state: 'running' | 'finished' | 'stopped' | 'failed';
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  readonly failure: Failure | null;
  /** Missing or damaged pictures of a finished report. */
  readonly missing: number;
}

/** Logs and reports that the station writes for this window; they continue when the user leaves the view. */
export const useExports = defineStore('exports', () => {
  const client = useClient();
  const runs = shallowReactive(new Map<ExportKind, ExportRun>());
  const stops = new Map<ExportKind, AbortController>();

  async function run(
    kind: ExportKind,
    write: (signal: AbortSignal) => Promise<AsyncIterable<ExportEvent>>,
  ): Promise<void> {
    if (runs.get(kind)?.state === 'running') return;
    const stop = new AbortController();
    stops.set(kind, stop);
    let state: ExportRun = { state: 'running', done: 0, total: 0, failure: null, missing: 0 };
    const update = (change: Partial<ExportRun>): void => {
      state = { ...state, ...change };
      runs.set(kind, state);
    };
    update({});
    try {
      for await (const event of await write(stop.signal)) {
        if (event.kind === 'progress') update({ done: event.done, total: event.total });
        else {
          saveFile(await readMedia(mediaPath('export', event.exportId)), event.fileName);
          update({ state: 'finished', missing: event.missing ?? 0 });
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) update({ state: 'failed', failure: toFailure(error) });
    }
    // The stream ended without a result, so the export was stopped.
    if (state.state === 'running') update({ state: 'stopped' });
  }

  return {
    runs,
    /** Exports the log as CSV. */
    log: (filter: LogFilter) =>
      run('log', (signal) => client.statistics.exportLog({ filter, timeZone: ownTimeZone() }, { signal })),
    /** Exports the figures and the entries with the highest scores as PDF. */
    report: (filter: StatisticsFilter, choices: Pick<ReportRequest, 'language' | 'entries'>) =>
      run('report', (signal) =>
        client.statistics.exportReport({ filter, timeZone: ownTimeZone(), ...choices }, { signal }),
      ),
    stop: (kind: ExportKind) => stops.get(kind)?.abort(),
  };
});
