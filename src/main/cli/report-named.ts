import type { ConfiguredReport } from '../../shared/contract/scheduled-reports.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/** Finds a scheduled report by its name. @throws StationError NOT_FOUND listing the existing reports */
export function reportNamed(all: readonly ConfiguredReport[], name: string): ConfiguredReport {
  const found = all.find((report) => report.name.toLowerCase() === name.trim().toLowerCase());
  if (found) return found;
  const names = all.map((report) => `“${report.name}”`).join(', ');
  throw new StationError(
    'NOT_FOUND',
    `There is no scheduled report “${name}”. ${names === '' ? 'None was added yet.' : `There are ${names}.`}`,
  );
}
