import { text } from 'node:stream/consumers';
import {
  scheduledReportSchema,
  type ConfiguredReport,
  type ScheduledReport,
} from '../../../shared/contract/scheduled-reports.ts';
import { reportAddress } from '../../../shared/domain/report-targets.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { createProductRepository, type ProductRepository } from '../../products/repository.ts';
import {
  createReportConfiguration,
  type ReportConfiguration,
} from '../../scheduled-reports/configuration.ts';
import { createScheduledReportsRepository } from '../../scheduled-reports/repository.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import { checkedValues, givenValues, type GivenValues } from '../given-values.ts';
import { reportNamed } from '../report-named.ts';
import type { Terminal } from '../terminal.ts';

/** Keys whose values stay text even if they look like numbers. */
const texts = ['name', 'product', 'folder', 'host', 'user', 'to', 'from', 'at'];
/** Keys of the report itself; all other keys belong to its destination. */
const ownKeys = ['name', 'enabled', 'every', 'at', 'timeZone', 'language', 'entries'];

interface Opened {
  readonly configuration: ReportConfiguration;
  readonly products: Pick<ProductRepository, 'find' | 'findByName'>;
}

/** Opens the home folder's scheduled reports, even while the station runs, and calls `run`. */
function withReports<Result>(run: (opened: Opened) => Result): Result {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const configuration = createReportConfiguration({
      reports: createScheduledReportsRepository(database),
      // A running station notices changes of other processes by itself.
      changes: { publish: () => undefined },
      home: paths.home,
    });
    return run({ configuration, products: createProductRepository(database) });
  } finally {
    close();
  }
}

/** Prints the scheduled reports with their last results. */
export function listReports(terminal: Terminal): void {
  const all = withReports(({ configuration }) => configuration.list());
  for (const report of all) {
    terminal.print(lineOf(report));
    terminal.print(`  ${stateText(report)}`);
  }
  if (all.length === 0) terminal.print('None was added yet.');
  terminal.printJson({ reports: all });
}

/** Adds a scheduled report. @param given pairs `key=value`. @throws StationError BAD_INPUT, errors of the destination */
export function addReport(terminal: Terminal, name: string, kind: string, given: readonly string[]): void {
  const added = withReports(({ configuration, products }) => {
    const values = givenValues(given, texts);
    if (values['name'] !== undefined) throw new StationError('BAD_INPUT', 'The name comes before the kind.');
    const { report, target } = readValues(values, products);
    return configuration.add(
      checked({ timeZone: ownTimeZone(), ...report, name, target: { ...target, kind } }),
      singleUser,
    );
  });
  terminal.print(lineOf(added));
  terminal.printJson(added);
}

/** Changes a scheduled report; settings that are not named stay. @param given pairs `key=value` */
export function setReport(terminal: Terminal, called: string, given: readonly string[]): void {
  const changed = withReports(({ configuration, products }) => {
    const { id, version, ...before } = reportNamed(configuration.list(), called);
    const { report, target } = readValues(givenValues(given, texts), products);
    const next = checked({ ...before, ...report, target: { ...before.target, ...target } });
    return configuration.change(id, version, next, singleUser);
  });
  terminal.print(lineOf(changed));
  terminal.printJson(changed);
}

/**
 * Sets the password of the report's mail server to the first line of standard input. The password is no argument,
 * because other users can see arguments.
 */
export async function setPassword(terminal: Terminal, called: string): Promise<void> {
  const [password = ''] = (await text(process.stdin)).split(/\r?\n/);
  const changed = withReports(({ configuration }) => {
    const { id, version, ...report } = reportNamed(configuration.list(), called);
    return configuration.change(id, version, checked(report), singleUser, password === '' ? null : password);
  });
  terminal.print(`${changed.name}: the password ${password === '' ? 'was removed' : 'is set'}.`);
  terminal.printJson({ name: changed.name, hasPassword: changed.hasPassword });
}

/** Removes a scheduled report; reports already sent stay. */
export function removeReport(terminal: Terminal, called: string): void {
  const { name } = withReports(({ configuration }) => {
    const found = reportNamed(configuration.list(), called);
    configuration.remove(found.id, found.version, singleUser);
    return found;
  });
  terminal.print(`${name} was removed.`);
  terminal.printJson({ name });
}

const checked = (report: unknown): ScheduledReport =>
  checkedValues(scheduledReportSchema, report, 'The report');

/** Separates the settings of report and destination. @throws StationError NOT_FOUND for an unknown product */
function readValues(
  { product, ...values }: GivenValues,
  products: Opened['products'],
): { readonly report: Record<string, unknown>; readonly target: Record<string, unknown> } {
  const entries = Object.entries(values);
  const report: Record<string, unknown> = Object.fromEntries(
    entries.filter(([key]) => ownKeys.includes(key)),
  );
  const target: Record<string, unknown> = Object.fromEntries(
    entries.filter(([key]) => !ownKeys.includes(key)),
  );
  const { to } = target;
  if (typeof to === 'string') target['to'] = to.split(',').map((address) => address.trim());
  if (product === null) report['productId'] = null;
  else if (typeof product === 'string') report['productId'] = productId(product, products);
  return { report, target };
}

function productId(name: string, products: Opened['products']): string {
  const found = products.findByName(name.trim());
  if (found) return found.id;
  throw new StationError('NOT_FOUND', `There is no product “${name}”.`);
}

function lineOf({ name, every, at, enabled, target }: ConfiguredReport): string {
  const when = every === 'shift' ? 'each shift' : `each ${every}, at ${at}`;
  return `${name}: ${when}, ${reportAddress(target)}${enabled ? '' : ', switched off'}`;
}

function stateText({ lastSuccess, lastFailure }: ConfiguredReport): string {
  if (lastFailure?.failure) {
    return `did not arrive ${new Date(lastFailure.endedAt).toISOString()}: ${lastFailure.failure.message}`;
  }
  return lastSuccess === null
    ? 'nothing was sent yet'
    : `sent ${new Date(lastSuccess.endedAt).toISOString()}: ${lastSuccess.fileName}`;
}
