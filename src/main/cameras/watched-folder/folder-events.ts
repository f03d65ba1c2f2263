import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** The system's events for names in the watched folders. */
export interface FolderEvents {
  /** Listens to exactly these folders from now on. @param folders path below the watched folder → the folder's identity */
  follow(folders: ReadonlyMap<string, string>): void;
  close(): void;
}

/**
 * Listens for changes, with one listener per folder. Events only make the station faster: without them it finds
 * files later, because it also lists the folder.
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
      // The system has no listeners left, or the folder no longer exists.
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
