import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createHomeSweep } from '../../../../src/main/log/home-sweep.ts';
import { createLoggedPaths } from '../../../../src/main/log/sweep-repository.ts';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { stationPaths } from '../../../../src/main/station/paths.ts';
import { writeExplainedHome } from '../../../support/explained-home.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const day = 86_400_000;

/** Writes a file of that age. */
function put(path: string, age = 3 * day): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x');
  const at = new Date(Date.now() - age);
  utimesSync(path, at, at);
  return path;
}

async function swept(home: string, now = Date.now()): Promise<string[]> {
  const database = openDatabase(join(home, 'station.db'));
  onTestFinished(() => void database.close());
  const lines: string[] = [];
  const sweep = createHomeSweep({
    paths: stationPaths(home),
    loggedPaths: createLoggedPaths(database),
    now: () => now,
    notice: (line) => void lines.push(line),
    report: (error) => {
      throw error;
    },
  });
  await sweep.start();
  await sweep.done();
  return lines;
}

test('files that a kill left half written are removed at the start, and those under way are not', async () => {
  const home = temporaryFolder();
  const gone = [
    'defects/2026-11-01/a.png.1.part',
    'backups/b.db.part',
    'backups/b.db.part-journal',
    'images/c.part',
  ];
  const paths = gone.map((path) => put(join(home, path)));
  const underWay = put(join(home, 'images/d.part'), -60_000);
  const secret = put(join(home, 'secrets/e.json.part'));
  expect(await swept(home)).toEqual([
    'Removed at the start: 4 files that a station which went away had not finished.',
  ]);
  expect(paths.map((path) => existsSync(path))).toEqual([false, false, false, false]);
  expect([existsSync(underWay), existsSync(secret)]).toEqual([true, true]);
});

test('exports that were never saved are removed at the start', async () => {
  const home = temporaryFolder();
  const kept = put(join(home, 'exports/123'));
  expect(await swept(home)).toEqual(['Removed at the start: 1 file exported and never saved.']);
  expect(existsSync(kept)).toBe(false);
});

test('files of the log without a row are removed once they are older than a day, never what a row or the journal names', async () => {
  const home = join(temporaryFolder(), 'home');
  await writeExplainedHome(home, 'Disc', ['scratch']);
  const reader = new Sqlite(join(home, 'station.db'), { readonly: true });
  const logged = z
    .object({ picture_path: z.string(), map_path: z.string() })
    .parse(reader.prepare('SELECT picture_path, map_path FROM log_entries').get());
  reader.close();
  for (const path of Object.values(logged)) {
    expect(existsSync(join(home, path))).toBe(true);
    const at = new Date(Date.now() - 3 * day);
    utimesSync(join(home, path), at, at);
  }
  const old = new Date(Date.now() - 5 * day).toISOString().slice(0, 10);
  const [loose, waiting, refused, foreign] = [
    put(join(home, 'defects', old, 'loose.png')),
    put(join(home, 'defects', old, 'waiting.png')),
    put(join(home, 'defects', old, 'refused.map')),
    put(join(home, 'defects', old, 'notes.txt')),
  ];
  // Days later the sweep also checks the folder of the logged part's day.
  const now = Date.now() + 4 * day;
  const young = put(join(home, 'defects', old, 'young.png'), day / 2 - 4 * day);
  put(join(home, 'log-journal.jsonl'));
  writeFileSync(join(home, 'log-journal.jsonl'), `{"picture":{"path":"defects/${old}/waiting.png"}}\n`);
  writeFileSync(join(home, 'log-journal.refused.jsonl'), `{"map":{"path":"defects/${old}/refused.map"}}\n`);

  expect(await swept(home, now)).toEqual(['Removed at the start: 1 file of the log that no part names.']);
  expect(existsSync(loose)).toBe(false);
  expect([waiting, refused, foreign, young].map((path) => existsSync(path))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  for (const path of Object.values(logged)) expect(existsSync(join(home, path))).toBe(true);
});
