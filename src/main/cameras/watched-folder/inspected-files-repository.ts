import { realpathSync } from 'node:fs';
import { z } from 'zod';
import type { StationDatabase } from '../../database/open-database.ts';
import { oneRow } from '../../database/rows.ts';
import { isSameState, type FileState } from './file-state.ts';
import type { FolderMemory, InspectedFile } from './folder-memory.ts';

/** The inspected files of all folders that were ever watched, as database rows. */
export interface InspectedFiles {
  /** @param folder path; other spellings and links that lead to the same folder share its memory */
  of(folder: string): FolderMemory;
}

/** Longest delay before judged files are written together, milliseconds; a killed station loses that much. */
const writeEveryMs = 200;
/** Wait before a failed write is tried again, milliseconds. */
const writeAgainMs = 1000;
/** Most files that wait to be written; if the database fails for long, the oldest are lost. */
const mostWaiting = 10_000;
/** A file missing for this long is forgotten, milliseconds. */
const forgottenAfterMs = 30 * 86_400_000;
/** Time between two searches for such files, milliseconds. */
const keepEveryMs = 86_400_000;

const bigint = z.string().transform((text) => BigInt(text));
const fileRow = z.object({
  size: z.number(),
  writtenAt: bigint,
  inode: bigint,
  sha256: z.string(),
});
const nameRow = z.object({ name: z.string() });

export function createInspectedFiles(database: StationDatabase): InspectedFiles {
  const find = database.prepare(
    `SELECT size, written_at AS writtenAt, inode, sha256 FROM inspected_files WHERE folder = @folder AND name = @name`,
  );
  const named = database.prepare(
    `SELECT name FROM inspected_files
     WHERE folder = @folder AND inode = @inode AND size = @size AND written_at = @writtenAt LIMIT 1`,
  );
  const put = database.prepare(
    `INSERT INTO inspected_files (folder, name, size, written_at, inode, sha256, seen_at)
     VALUES (@folder, @name, @size, @writtenAt, @inode, @sha256, @now)
     ON CONFLICT (folder, name) DO UPDATE SET size = excluded.size, written_at = excluded.written_at,
       inode = excluded.inode, sha256 = excluded.sha256, seen_at = excluded.seen_at`,
  );
  const remove = database.prepare('DELETE FROM inspected_files WHERE folder = @folder AND name = @name');
  const seen = database.prepare(
    `UPDATE inspected_files SET seen_at = @now
     WHERE folder = @folder AND name IN (SELECT value FROM json_each(@names))`,
  );
  const forget = database.prepare('DELETE FROM inspected_files WHERE folder = @folder AND seen_at < @before');

  function values({ size, writtenAt, inode }: FileState) {
    return { size, writtenAt: String(writtenAt), inode: String(inode) };
  }

  /** One memory per folder, so that all users of a folder see its pending changes. */
  const memories = new Map<string, FolderMemory>();

  function memoryOf(folder: string): FolderMemory {
    /** Pending changes by name; null removes the name. */
    const waiting = new Map<string, InspectedFile | null>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let keptAt = Number.NEGATIVE_INFINITY;

    const writeAll = database.transaction((now: number) => {
      for (const [name, file] of waiting) {
        if (file === null) remove.run({ folder, name });
        else put.run({ folder, name, ...values(file), sha256: file.sha256, now });
      }
    });
    function write(): void {
      clearTimeout(timer);
      timer = undefined;
      try {
        writeAll(Date.now());
        waiting.clear();
      } catch {
        // The log reports the failing database; this code only tries again. Judged files stay in memory until then.
        timer = setTimeout(write, writeAgainMs).unref();
        for (const name of waiting.keys()) {
          if (waiting.size <= mostWaiting) break;
          waiting.delete(name);
        }
      }
    }
    function set(name: string, file: InspectedFile | null): void {
      waiting.set(name, file);
      timer ??= setTimeout(write, writeEveryMs).unref();
    }

    return {
      find(name) {
        const newest = waiting.get(name);
        return newest === undefined ? oneRow(fileRow, find, { folder, name }) : newest;
      },
      nameOf(state) {
        for (const [name, file] of waiting) if (file !== null && isSameState(file, state)) return name;
        const name = oneRow(nameRow, named, { folder, ...values(state) })?.name ?? null;
        return name !== null && waiting.has(name) ? null : name;
      },
      remember: (name, file) => set(name, file),
      rename(from, to) {
        const file = this.find(from);
        if (file === null) return;
        set(from, null);
        set(to, file);
      },
      keep(names) {
        const now = Date.now();
        if (Math.abs(now - keptAt) < keepEveryMs) return;
        // An empty folder may be a network share that is disconnected now.
        if (names.length === 0) return;
        try {
          database.transaction(() => {
            seen.run({ folder, names: JSON.stringify(names), now });
            forget.run({ folder, before: now - forgottenAfterMs });
          })();
          keptAt = now;
        } catch {
          // Nothing is lost: the next listing tries again.
        }
      },
      flush() {
        write();
        clearTimeout(timer);
      },
    };
  }

  return {
    of(path) {
      const folder = realPathOf(path);
      const memory = memories.get(folder) ?? memoryOf(folder);
      memories.set(folder, memory);
      return memory;
    },
  };
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // The source reports that the folder does not exist.
    return path;
  }
}
