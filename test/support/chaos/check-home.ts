import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openAudit } from '../../../src/main/audit/open-audit.ts';
import { openBesideStation } from '../../../src/main/database/open-beside-station.ts';
import { stationPaths } from '../../../src/main/station/paths.ts';
import type { ToldVerdicts } from './told-verdicts.ts';

/** Faults of a home after a kill and the next start. */
export interface HomeCheck {
  readonly missing: number;
  readonly different: number;
  readonly isWhole: boolean;
  /** Files below the home that nothing refers to. */
  readonly leftBehind: readonly string[];
  /** All faults but the files left behind, as sentences. */
  readonly faults: readonly string[];
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

interface Named {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Checks a home after a station was started in it again and before that station works: the database is whole and has every
 * outcome that was told, counts agree with rows, every file that rows name is there and unchanged, no other file is there, and
 * the audit trail verifies.
 *
 * @param compared files whose content was already compared
 * @param whole checks every outcome ever told and every file, not only new ones
 */
export async function checkHome(
  home: string,
  told: ToldVerdicts,
  compared: Set<string>,
  whole: boolean,
): Promise<HomeCheck> {
  const paths = stationPaths(home);
  const faults: string[] = [];
  const database = new Sqlite(paths.database, { readonly: true });
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    const foreign = database.pragma('foreign_key_check');
    const isWhole = integrity === 'ok' && Array.isArray(foreign) && foreign.length === 0;
    if (!isWhole) faults.push(`the database is damaged: ${JSON.stringify({ integrity, foreign })}`);
    const { missing, different } = told.check(database, whole);
    if (missing.length > 0) faults.push(`told and not in the log: ${JSON.stringify(missing.slice(0, 3))}`);
    if (different.length > 0) {
      faults.push(`told otherwise than logged: ${JSON.stringify(different.slice(0, 3))}`);
    }
    faults.push(...rowFaults(database));

    const named = namedFiles(database);
    for (const { path, sha256: expected } of named) {
      if (!whole && compared.has(path)) continue;
      const file = join(home, path);
      if (!existsSync(file)) faults.push(`${path} is missing`);
      else if (sha256(file) !== expected) faults.push(`${path} is not what was written`);
      compared.add(path);
    }
    const audit = await auditFaults(home);
    return {
      missing: missing.length,
      different: different.length,
      isWhole,
      leftBehind: leftBehind(home, new Set(named.map(({ path }) => path)), database),
      faults: [...faults, ...audit],
    };
  } finally {
    database.close();
  }
}

/** Finds rows that contradict each other. */
function rowFaults(database: Sqlite.Database): string[] {
  const number = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
  const faults: string[] = [];
  const none = (what: string, sql: string): void => {
    const found = number(`SELECT count(*) FROM (${sql})`);
    if (found > 0) faults.push(`${found} × ${what}`);
  };
  none('a session that never ended', 'SELECT 1 FROM sessions WHERE ended_at IS NULL');
  none('a job that never ended', "SELECT 1 FROM jobs WHERE state IN ('queued', 'running')");
  none(
    'a part with two rows',
    `SELECT 1 FROM (SELECT part_number FROM inspections WHERE part_number IS NOT NULL UNION ALL
       SELECT part_number FROM uninspected_parts WHERE part_number IS NOT NULL)
     GROUP BY part_number HAVING count(*) > 1`,
  );
  none(
    'a verdict that is not good without an entry',
    "SELECT 1 FROM inspections WHERE verdict <> 'good' AND entry_id IS NULL",
  );
  none(
    'an active model that is not there',
    'SELECT 1 FROM activations WHERE model_id NOT IN (SELECT id FROM models)',
  );
  return faults;
}

/** Returns the files of the home that rows name. */
function namedFiles(database: Sqlite.Database): Named[] {
  return database
    .prepare<[], Named>(
      `SELECT picture_path AS path, picture_sha256 AS sha256 FROM log_entries WHERE picture_path IS NOT NULL
       UNION ALL SELECT map_path, map_sha256 FROM log_entries WHERE map_path IS NOT NULL
       UNION ALL SELECT DISTINCT 'images/' || sha256 || '.' || extension, sha256 FROM dataset_images
       UNION ALL SELECT 'models/' || id || '/model.onnx', graph_sha256 FROM models`,
    )
    .all();
}

async function auditFaults(home: string): Promise<string[]> {
  const paths = stationPaths(home);
  const { database, close } = openBesideStation(paths);
  try {
    const { faults } = await openAudit(database, paths).verify();
    return faults.map(({ kind, first, last }) => `audit trail: ${kind}, records ${first} to ${last}`);
  } finally {
    close();
  }
}

/** Finds files without a row, in folders where each file needs one, and remains of interrupted work. */
function leftBehind(home: string, named: ReadonlySet<string>, database: Sqlite.Database): string[] {
  const models = new Set(database.prepare<[], string>('SELECT id FROM models').pluck().all());
  return filesIn(home).filter((path) => {
    const [folder = '', inner = ''] = path.split('/');
    if (path.includes('.part')) return true;
    if (folder === 'jobs' || folder === 'exports') return true;
    if (folder === 'models') return !models.has(inner);
    return (folder === 'defects' || folder === 'images') && !named.has(path);
  });
}

/** Returns the paths of all files below a folder, with `/`. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
    .map((path) => relative(folder, path).replaceAll('\\', '/'));
}
