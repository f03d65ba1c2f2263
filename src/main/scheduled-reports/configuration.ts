import { randomUUID } from 'node:crypto';
import {
  mostScheduledReports,
  type ConfiguredReport,
  type ScheduledReport,
} from '../../shared/contract/scheduled-reports.ts';
import type { SecretChanges } from '../../shared/domain/output-secrets.ts';
import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { requireUnchanged } from '../database/standing-row.ts';
import { createOutputSecrets } from '../line/secrets.ts';
import type { StationChanges } from '../station/changes.ts';
import { checkTarget } from './targets.ts';
import type { ReportRow, ScheduledReportsRepository } from './repository.ts';

export interface ReportConfigurationParts {
  readonly reports: ScheduledReportsRepository;
  readonly changes: Pick<StationChanges, 'publish'>;
  /** The station's home folder. */
  readonly home: string;
  /** Returns the time, milliseconds since 1970. */
  readonly now?: () => number;
}

/** The password of a mail server: undefined keeps the old one, null removes it. */
type Password = string | null | undefined;
const changeOf = (password: Password): SecretChanges => (password === undefined ? {} : { password });

export type ReportConfiguration = ReturnType<typeof createReportConfiguration>;

/**
 * Makes the configuration of the scheduled reports with their states. Every call reads the database, because the
 * command line, another process, changes them as well.
 */
export function createReportConfiguration({
  reports,
  changes,
  home,
  now = Date.now,
}: ReportConfigurationParts) {
  const secrets = createOutputSecrets(home);

  function described({ id, version, report, setBy, setAt }: ReportRow): ConfiguredReport {
    const newest = reports.newestRun(id);
    return {
      ...report,
      id,
      version,
      setBy,
      setAt,
      hasPassword: secrets.names(id).includes('password'),
      lastSuccess: reports.lastSuccess(id),
      lastFailure: newest === null || newest.failure === null ? null : newest,
    };
  }

  function require(id: string): ReportRow {
    const row = reports.find(id);
    if (row) return row;
    throw new StationError('NOT_FOUND', 'The scheduled report does not exist any more. Reload the list.', id);
  }

  /** Returns a report of the expected version. @throws StationError NOT_FOUND; CONFLICT if the report was changed since */
  function unchanged(id: string, expected: number): ReportRow {
    const row = require(id);
    return requireUnchanged(row, expected, `“${row.report.name}”`);
  }

  /** @throws StationError ALREADY_EXISTS if another report has the name */
  function requireFreeName(id: string | null, { name }: ScheduledReport): void {
    const other = reports.list().find((row) => row.id !== id && isSameName(row.report.name, name));
    if (other === undefined) return;
    throw new StationError('ALREADY_EXISTS', `There is a report “${name}” already. Choose another name.`);
  }

  const get = (id: string): ConfiguredReport => described(require(id));

  return {
    /** Lists the reports in the order of their addition. */
    list: (): ConfiguredReport[] => reports.list().map(described),

    /** @throws StationError NOT_FOUND */
    get,

    /** Returns the password of a report's mail server; null if none is set. @throws StationError CORRUPT_FILE, NO_PERMISSION */
    password: (id: string): string | null => secrets.of(id).read('password'),

    /** Adds a report. @throws StationError ALREADY_EXISTS, CONFLICT, and those of `checkTarget` */
    add(report: ScheduledReport, user: Pick<User, 'name'>, password?: Password): ConfiguredReport {
      checkTarget(report.target, home);
      const id = randomUUID();
      secrets.changeWith(id, changeOf(password), () =>
        reports.append(() => {
          if (reports.list().length >= mostScheduledReports) {
            throw new StationError(
              'CONFLICT',
              `A station has ${mostScheduledReports} scheduled reports at most. Remove one first.`,
            );
          }
          requireFreeName(null, report);
          return {
            reportId: id,
            before: null,
            after: JSON.stringify(report),
            setBy: user.name,
            setAt: now(),
          };
        }),
      );
      changes.publish({ kind: 'reports' });
      return get(id);
    },

    /** Changes a report. @param expected the version the change is based on. @throws StationError as `add`, and NOT_FOUND */
    change(
      id: string,
      expected: number,
      report: ScheduledReport,
      user: Pick<User, 'name'>,
      password?: Password,
    ): ConfiguredReport {
      if (report.enabled) checkTarget(report.target, home);
      secrets.changeWith(id, changeOf(password), () =>
        reports.append(() => {
          const { text: before } = unchanged(id, expected);
          requireFreeName(id, report);
          return { reportId: id, before, after: JSON.stringify(report), setBy: user.name, setAt: now() };
        }),
      );
      changes.publish({ kind: 'reports' });
      return get(id);
    },

    /** Removes a report. @throws StationError NOT_FOUND, CONFLICT */
    remove(id: string, expected: number, user: Pick<User, 'name'>): void {
      reports.append(() => {
        const { text: before } = unchanged(id, expected);
        return { reportId: id, before, after: null, setBy: user.name, setAt: now() };
      });
      secrets.forget(id);
      changes.publish({ kind: 'reports' });
    },
  };
}
