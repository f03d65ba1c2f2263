import { constants } from 'node:os';
import Sqlite from 'better-sqlite3';
import { databaseFailure } from './database/database-failure.ts';
import type { StationDatabase } from './database/open-database.ts';
import { openReadOnly } from './database/open-read-only.ts';
import { takeLowPriority } from './host/low-priority.ts';
import { toldFailure, type ToldFailure } from './host/told-failure.ts';
import { workerPort } from './host/worker-port.ts';
import { openFigures } from './services/reader-services.ts';
import { stationPaths } from './station/paths.ts';
import type { Figures } from './statistics/figures.ts';
import { openExport, type WrittenExport } from './statistics/open-export.ts';
import { toReaderSchema, type FromReader, type ToReader } from './statistics/reader/protocol.ts';

/**
 * The log reader's process: counts the log, and exports the log or a report to a file. It has a read-only connection to the database and
 * a low priority, so that the line goes first.
 */
const port = workerPort();
const underWay = new Map<number, AbortController>();
let home: Extract<ToReader, { kind: 'open' }> | null = null;
let opened: StationDatabase | null = null;

type Request = Exclude<ToReader, { kind: 'open' | 'cancel' }>;
type Export = Extract<Request, { exportId: number }>;

function send(message: FromReader): void {
  port.send(message);
}

/** @param written the export under way; null if none is */
function figuresFor(written: Pick<Export, 'exportId' | 'places'> | null): {
  figures: Figures;
  found: { file: WrittenExport | null; pictured: readonly number[] };
} {
  if (home === null) throw new Error('The reader was asked before it was told whose log it reads');
  const paths = stationPaths(home.home);
  opened ??= openReadOnly(paths.database);
  const found: { file: WrittenExport | null; pictured: readonly number[] } = { file: null, pictured: [] };
  const figures = openFigures(opened, {
    paths,
    version: home.version,
    places: written?.places ?? false,
    exports: {
      open(file) {
        if (written === null) throw new Error('Only an export writes a file');
        return openExport(paths.exports, written.exportId, file, (whole) => {
          found.file = whole;
        });
      },
    },
    onPictured: (ids) => {
      found.pictured = ids;
    },
  });
  return { figures, found };
}

async function write(request: Export, signal: AbortSignal): Promise<void> {
  const { requestId } = request;
  const { figures, found } = figuresFor(request);
  const events =
    request.kind === 'exportLog'
      ? figures.exportLog(request.order, signal)
      : figures.exportReport(request.order, signal);
  for await (const event of events) {
    if (event.kind === 'progress') {
      send({ kind: 'progress', requestId, done: event.done, total: event.total });
      continue;
    }
    const { entries, missing } = event;
    if (found.file === null) throw new Error('The export ended without a file');
    const { file, pictured } = found;
    send({
      kind: 'written',
      requestId,
      written: { file, entries, pictured: [...pictured], ...(missing === undefined ? {} : { missing }) },
    });
  }
}

async function answer(request: Request, signal: AbortSignal): Promise<void> {
  const { requestId } = request;
  switch (request.kind) {
    case 'exportLog':
    case 'exportReport':
      return write(request, signal);
    case 'overview': {
      const { figures } = figuresFor(null);
      const overview = await figures.overview(request.filter, request.timeZone, signal);
      return send({ kind: 'overview', requestId, overview });
    }
    case 'drift':
      return send({ kind: 'drift', requestId, drift: figuresFor(null).figures.drift(request.order) });
  }
}

async function handle(request: Request): Promise<void> {
  const { requestId } = request;
  const cancel = new AbortController();
  underWay.set(requestId, cancel);
  try {
    await answer(request, cancel.signal);
  } catch (error) {
    send({ kind: 'failed', requestId, ...failureOf(error, cancel.signal) });
  } finally {
    underWay.delete(requestId);
  }
}

function failureOf(error: unknown, signal: AbortSignal): ToldFailure {
  if (signal.aborted) return { code: 'CANCELLED', message: 'The call was cancelled.' };
  if (home === null || !(error instanceof Sqlite.SqliteError)) return toldFailure(error);
  return toldFailure(databaseFailure(error, stationPaths(home.home).database));
}

// Not the lowest priority: a person waits for the answer, also on a busy machine.
takeLowPriority(constants.priority.PRIORITY_BELOW_NORMAL);
port.onMessage((message) => {
  const told = toReaderSchema.parse(message);
  if (told.kind === 'open') home = told;
  else if (told.kind === 'cancel') underWay.get(told.requestId)?.abort();
  else void handle(told);
});
