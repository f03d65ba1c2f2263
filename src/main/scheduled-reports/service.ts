import type { ReportRun, ScheduledReport } from '../../shared/contract/scheduled-reports.ts';
import type { Shift } from '../../shared/contract/shifts.ts';
import type { StationStatus } from '../../shared/contract/station.ts';
import { languageOfReports, type StationSettings } from '../../shared/domain/station-settings.ts';
import type { User } from '../../shared/domain/role.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { isoWithOffset } from '../../shared/domain/time-zone.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import { namePart } from '../files/name-part.ts';
import { createTurns } from '../host/in-turn.ts';
import { troubleOf } from '../line/output-trouble.ts';
import type { ProductService } from '../products/service.ts';
import type { StationChanges } from '../station/changes.ts';
import type { StatisticsService } from '../statistics/service.ts';
import type { ReportConfiguration } from './configuration.ts';
import { currentOf, endedOf, mostCaughtUp, nextTry, type ReportPeriod } from './due.ts';
import { mailWords } from './mail-words.ts';
import type { ReportRow, ScheduledReportsRepository } from './repository.ts';
import { bring } from './targets.ts';

export interface ScheduledReportsParts {
  readonly reports: ScheduledReportsRepository;
  readonly configuration: ReportConfiguration;
  readonly statistics: Pick<StatisticsService, 'exportReport' | 'read'>;
  readonly products: Pick<ProductService, 'get'>;
  readonly shifts: { newest(limit: number): Shift[] };
  readonly settings: { current(): StationSettings };
  readonly patient: PatientWriter;
  readonly changes: Pick<StationChanges, 'publish'>;
  /** The station's home folder. */
  readonly home: string;
  readonly now?: () => number;
}

/** Time between two checks for due reports, milliseconds. */
const lookEvery = 30_000;

export type ScheduledReportsService = ReturnType<typeof createScheduledReports>;

/** Makes the service that sends reports at the end of a shift, day or week and on request, one at a time. */
export function createScheduledReports(parts: ScheduledReportsParts) {
  const { reports, configuration, statistics, products, shifts, settings, patient, changes, home } = parts;
  const { now = Date.now } = parts;
  const ending = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  const inTurn = createTurns();

  /** Writes a report and delivers it to its destination. */
  async function deliver({ id, report }: ReportRow, period: ReportPeriod, fileName: string): Promise<void> {
    const inForce = settings.current();
    const language = report.language ?? languageOfReports(inForce, 'en');
    const { productId, timeZone, entries, name } = report;
    const { from, to, shiftId } = period;
    const filter = {
      from,
      to,
      ...(productId === null ? {} : { productId }),
      ...(shiftId === null ? {} : { shiftId }),
    };
    const order = { filter, timeZone, language, entries };
    for await (const event of statistics.exportReport(order, true, ending.signal)) {
      if (event.kind !== 'finished') continue;
      const { body } = await statistics.read(event.exportId);
      const words = mailWords(language, {
        name,
        timeZone,
        from,
        to,
        station: inForce['station.name'],
        product: productId === null ? null : products.get(productId).name,
      });
      await bring(
        report.target,
        { ...words, fileName, pdf: await body.bytes() },
        { home, password: () => configuration.password(id), signal: ending.signal },
      );
    }
  }

  async function run(row: ReportRow, period: ReportPeriod, startedBy: string | null): Promise<ReportRun> {
    const fileName = fileNameOf(row.report, period);
    let failure: ReportRun['failure'] = null;
    try {
      await deliver(row, period, fileName);
    } catch (error) {
      ending.signal.throwIfAborted();
      failure = {
        code: error instanceof StationError ? error.code : 'WORKER_FAILED',
        message: messageOf(error),
        trouble: troubleOf(error),
      };
    }
    const { from, to, shiftId } = period;
    const ended = { reportId: row.id, from, to, shiftId, endedAt: now(), startedBy, fileName, failure };
    let kept: ReportRun = { ...ended, id: Number.MAX_SAFE_INTEGER };
    patient.write(() => (kept = reports.addRun(ended)));
    changes.publish({ kind: 'reports' });
    changes.publish({ kind: 'status' });
    return kept;
  }

  /** Returns the oldest unsent period of a report; null if there is none or it must wait for its next try. */
  function duePeriod({ id, report, since }: ReportRow): ReportPeriod | null {
    if (!report.enabled) return null;
    const open = endedOf(report, since, now(), shifts.newest(mostCaughtUp + 1)).filter(({ to, shiftId }) =>
      reports.runsOf(id, to, shiftId).every(({ failure }) => failure !== null),
    );
    const [oldest] = open;
    if (oldest === undefined) return null;
    return nextTry(reports.runsOf(id, oldest.to, oldest.shiftId), now()) <= now() ? oldest : null;
  }

  /** Sends the due reports, oldest period first; a report that fails waits for its next try. */
  async function sendDue(): Promise<void> {
    for (const row of reports.list()) {
      for (let period = duePeriod(row); period !== null; period = duePeriod(row)) {
        const { failure } = await run(row, period, null);
        if (failure !== null) break;
      }
    }
  }

  return {
    ...configuration,

    /**
     * Sends a report of the current period at once. The result says whether it arrived.
     *
     * @throws StationError NOT_FOUND; CONFLICT for a report of shifts if there was no shift yet
     */
    async send(id: string, user: Pick<User, 'name'>): Promise<ReportRun> {
      const row = reports.find(id);
      if (row === null) {
        throw new StationError(
          'NOT_FOUND',
          'The scheduled report does not exist any more. Reload the list.',
          id,
        );
      }
      const period = currentOf(row.report, now(), shifts.newest(1));
      if (period === null) {
        throw new StationError('CONFLICT', 'There was no shift yet. Start one, then send its report.');
      }
      return inTurn(() => run(row, period, user.name));
    },

    /** Sends the reports that are due now. */
    sendDue: (): Promise<void> => inTurn(sendDue),

    /** Returns the state for the state column: failed if the newest run of any enabled report did not arrive. */
    status(): StationStatus['reports'] {
      const enabled = configuration.list().filter((report) => report.enabled);
      const [failure = null] = enabled.flatMap(({ name, lastFailure }) => {
        const { message, trouble } = lastFailure?.failure ?? {};
        return message === undefined ? [] : [{ name, message, trouble: trouble ?? null }];
      });
      return {
        condition: failure !== null ? 'failed' : enabled.length === 0 ? 'idle' : 'ok',
        failure,
      };
    },

    /** Sends reports on time from now on. */
    start(): void {
      timer ??= setInterval(() => void inTurn(sendDue).catch(() => undefined), lookEvery).unref();
    },

    /** Cancels the report being sent, which is due again at the next start. */
    async close(): Promise<void> {
      if (timer !== null) clearInterval(timer);
      timer = null;
      ending.abort();
      await inTurn(() => Promise.resolve());
    },
  };
}

/** Returns a name such as `loupe-report-Line-3-2026-11-30T06-00.pdf`, with the period's end in local time. */
function fileNameOf({ name, timeZone }: ScheduledReport, { to }: ReportPeriod): string {
  const end = isoWithOffset(to, timeZone).slice(0, 16).replace(':', '-');
  return `${['loupe-report', namePart(name), end].filter((part) => part !== '').join('-')}.pdf`;
}
