import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastUpdateSchema, type LastUpdate } from '../../shared/contract/updates.ts';
import { writeFileDurably } from '../files/durable-file.ts';

/** File in the home with the last update's outcome, which the settings show. */
const fileName = 'last-update.json';

/** @throws StationError DISK_FULL, NO_PERMISSION */
export function writeLastUpdate(home: string, update: LastUpdate): Promise<void> {
  return writeFileDurably(join(home, fileName), Buffer.from(`${JSON.stringify(update)}\n`));
}

/** Reads the last update's outcome; null if there was no update or the file is unreadable. */
export function readLastUpdate(home: string): LastUpdate | null {
  try {
    return lastUpdateSchema.parse(JSON.parse(readFileSync(join(home, fileName), 'utf8')));
  } catch {
    return null;
  }
}
