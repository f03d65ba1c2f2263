import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createInspectedFiles } from '../../src/main/cameras/watched-folder/inspected-files-repository.ts';
import { watchedFolder } from '../../src/main/cameras/watched-folder/watched-folder.ts';
import { openDatabase } from '../../src/main/database/open-database.ts';
import type { FrameListener } from '../../src/main/cameras/frame-source.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface WatchChoices {
  readonly subfolders?: boolean;
  readonly again?: boolean;
}

/** Opens a memory of watched folders in a database of its own, and watches that use it one after the other. */
export function folderWatcher(home = temporaryFolder()) {
  const database = openDatabase(join(home, 'station.db'));
  onTestFinished(() => void database.close());
  const files = createInspectedFiles(database);

  function open(folder: string, { subfolders = false, again = false }: WatchChoices = {}) {
    return watchedFolder({ folder, subfolders, again, memory: files.of(folder) });
  }
  return {
    files,
    open,
    /** Watches until the test ends or until the caller calls the returned function. */
    async watch(
      folder: string,
      log: FrameListener,
      choices: WatchChoices = {},
    ): Promise<() => Promise<void>> {
      const stop = await open(folder, choices).start(log);
      onTestFinished(stop);
      return stop;
    },
  };
}
