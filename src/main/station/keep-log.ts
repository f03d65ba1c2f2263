import type { PartResult } from '../../shared/contract/part-result.ts';
import type { LogLevel } from '../../shared/domain/station-settings.ts';
import type { ReportBug } from '../host/served-station.ts';
import { openStationLog, type StationLog } from '../host/station-log.ts';
import type { StationPaths } from './paths.ts';

interface Speaking {
  readonly version: string;
  readonly report: ReportBug;
  readonly notice?: (text: string) => void;
}

/** The services whose events go into the support log. */
export interface FollowedServices {
  readonly settings: { current(): { readonly 'logs.level': LogLevel } };
  readonly lineCommands: {
    subscribe(listener: (event: LineEvent) => void): () => void;
  };
}

type LineEvent =
  { readonly kind: string } | { readonly kind: 'part'; readonly lane: number; readonly part: PartResult };

/**
 * Writes the support log, beside the plainer messages on standard error.
 *
 * @returns the same options with failures and notices logged as well, and a function that logs the line's events once the services exist
 */
export function keepLog<Options extends Speaking>(
  given: Options,
  { logs }: Pick<StationPaths, 'logs'>,
): { log: StationLog; options: Options; follow: (services: FollowedServices) => void } {
  let level = (): LogLevel => 'info';
  const log = openStationLog(logs, () => level());
  log.write('info', 'start', { version: given.version, node: process.version, platform: process.platform });
  return {
    log,
    options: {
      ...given,
      report: (error: unknown, where: string) => {
        log.failure(error, where);
        given.report(error, where);
      },
      notice: (text: string) => {
        log.write('warn', 'notice', { text });
        given.notice?.(text);
      },
    },
    follow({ settings, lineCommands }) {
      level = recent(() => settings.current()['logs.level']);
      lineCommands.subscribe((event) => {
        if ('part' in event) log.write('debug', 'part', { lane: event.lane, ...fieldsOf(event.part) });
      });
    },
  };
}

/** The level is read from the settings at most this often, milliseconds, since lines are logged more often than settings change. */
const holdsFor = 2000;

function recent(read: () => LogLevel): () => LogLevel {
  let known: LogLevel = 'info';
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - readAt < holdsFor) return known;
    readAt = performance.now();
    try {
      known = read();
    } catch {
      // The database may be held by another program; the level stays as it was.
    }
    return known;
  };
}

/** The fields by which a part's row is found in the database: its session, its number there, and its number at the station. */
function fieldsOf({ sessionId, frameNumber, partNumber, name, verdict }: PartResult) {
  return { session: sessionId, frame: frameNumber, part: partNumber, name: name ?? null, verdict };
}
