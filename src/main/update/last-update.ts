import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastUpdateSchema, type LastUpdate } from '../../shared/contract/updates.ts';
import { writeFileDurably } from '../files/durable-file.ts';

/** What became of the last update, in the home: settings show it. */
const fileName = 'last-update.json';

/** @throws StationError DISK_FULL, NO_PERMISSION */
export function writeLastUpdate(home: string, update: LastUpdate): Promise<void> {
  return writeFileDurably(join(home, fileName), Buffer.from(`${JSON.stringify(update)}\n`));
}

/** Null where the station was not updated yet, or the file is not to be read. */
export function readLastUpdate(home: string): LastUpdate | null {
  try {
    return lastUpdateSchema.parse(JSON.parse(readFileSync(join(home, fileName), 'utf8')));
  } catch {
    return null;
  }
}
