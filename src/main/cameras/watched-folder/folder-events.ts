import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** Hints of the system that something happened to a name in one of a few folders. */
export interface FolderEvents {
  /** Listens to these folders from now on, and to no others: path below the watched folder → what folder it is. */
  follow(folders: ReadonlyMap<string, string>): void;
  close(): void;
}

/**
 * Listens for changes. They make the station quick; a system or share that tells nothing costs time only, since the folder is
 * listed as well. One listener a folder, whatever the number of files in it.
 *
 * @param onName called with the path below the watched folder
 */
export function folderEvents(folder: string, onName: (name: string) => void): FolderEvents {
  const listening = new Map<string, { readonly identity: string; readonly watcher: FSWatcher | null }>();

  function listen(below: string): FSWatcher | null {
    try {
      const watcher = watch(join(folder, below), (_event, name) => {
        if (name !== null) onName(below === '' ? name : `${below}/${name}`);
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      // The system has no listeners left, or the folder is gone again.
      return null;
    }
  }

  return {
    follow(folders) {
      for (const [below, { identity, watcher }] of listening) {
        if (folders.get(below) === identity) continue;
        watcher?.close();
        listening.delete(below);
      }
      for (const [below, identity] of folders) {
        if (!listening.has(below)) listening.set(below, { identity, watcher: listen(below) });
      }
    },
    close() {
      for (const { watcher } of listening.values()) watcher?.close();
      listening.clear();
    },
  };
}
