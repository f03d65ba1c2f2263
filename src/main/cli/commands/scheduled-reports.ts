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

/** What is text also where it looks like a number. */
const texts = ['name', 'product', 'folder', 'host', 'user', 'to', 'from', 'at'];
/** What is said of the report; all else is said of the place. */
const ownKeys = ['name', 'enabled', 'every', 'at', 'timeZone', 'language', 'entries'];

interface Opened {
  readonly configuration: ReportConfiguration;
  readonly products: Pick<ProductRepository, 'find' | 'findByName'>;
}

/** Does something with the scheduled reports of the home folder, whether a station runs on it or not. */
function withReports<Result>(run: (opened: Opened) => Result): Result {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const configuration = createReportConfiguration({
      reports: createScheduledReportsRepository(database),
      // A station that runs notices by itself what another process changes.
      changes: { publish: () => undefined },
      home: paths.home,
    });
    return run({ configuration, products: createProductRepository(database) });
  } finally {
    close();
  }
}

/** Prints them, with what became of them. */
export function listReports(terminal: Terminal): void {
  const all = withReports(({ configuration }) => configuration.list());
  for (const report of all) {
    terminal.print(lineOf(report));
    terminal.print(`  ${stateText(report)}`);
  }
  if (all.length === 0) terminal.print('None was added yet.');
  terminal.printJson({ reports: all });
}

/** Adds one. @param given `key=value` each. @throws StationError BAD_INPUT, and what the place refuses */
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

/** Changes one; what is not named stays. @param given `key=value` each */
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

/** Sets the password of its mail server to the first line of standard input. It is no argument, since other users see those. */
export async function setPassword(terminal: Terminal, called: string): Promise<void> {
  const [password = ''] = (await text(process.stdin)).split(/\r?\n/);
  const changed = withReports(({ configuration }) => {
    const { id, version, ...report } = reportNamed(configuration.list(), called);
    return configuration.change(id, version, checked(report), singleUser, password === '' ? null : password);
  });
  terminal.print(`${changed.name}: the password ${password === '' ? 'was removed' : 'is set'}.`);
  terminal.printJson({ name: changed.name, hasPassword: changed.hasPassword });
}

/** Removes one; what was sent stays where it is. */
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

/** What is said of the report and of its place. @throws StationError NOT_FOUND for a product that there is not */
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
