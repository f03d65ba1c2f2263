import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { restoringFolder } from './home-parts.ts';

/** Refuses a home that is only partly restored. @throws StationError CORRUPT_FILE naming the home */
export function refuseUnfinishedRestore(home: string): void {
  if (!existsSync(join(home, restoringFolder))) return;
  throw new StationError(
    'CORRUPT_FILE',
    `A restore into “${home}” was cut off. Run it again, with --replace: station restore --from DIR --to "${home}" --replace.`,
    join(home, restoringFolder),
  );
}
