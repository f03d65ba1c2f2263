import { dirname } from 'node:path';
import { updateState } from '../update/update-state.ts';
import type { guardedContract } from './middleware.ts';

/** What became of the last update. @param database path of the station's database, which lies in the home */
export function updateHandlers(os: ReturnType<typeof guardedContract>, database: string) {
  return { state: os.updates.state.handler(() => updateState(dirname(database))) };
}
