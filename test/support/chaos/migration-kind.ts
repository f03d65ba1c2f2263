import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { migrations } from '../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../src/main/database/open-database.ts';
import { sha256 } from '../../../src/main/files/hash.ts';
import { smallGraph } from '../small-model.ts';
import { serverProgram } from './chaos-home.ts';
import type { ChaosKind, Round } from './kind.ts';
import { rowsOf } from './log-rows.ts';

/** Schema version of the old home. */
const oldVersion = 4;

/** Rows written before other work of this process has its turn. */
const rowsAtOnce = 1000;

/**
 * Writes a home of version 4 with a product, a model, a session and that many inspections. It takes turns with other work: a
 * station of another kind still runs, and disconnects whoever answers no ping for half a minute.
 */
async function writeOldHome(home: string, inspections: number): Promise<void> {
  const old = migrations.filter(({ version }) => version <= oldVersion);
  const database = openDatabase(join(home, 'station.db'), { migrations: old });
  const columnsOf = (table: string): string[] =>
    database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  type Row = Readonly<Record<string, string | number>>;
  const inserting = (table: string, values: Row) => {
    const names = columnsOf(table).filter((name) => name in values);
    const places = names.map((name) => `@${name}`).join(', ');
    return database.prepare<[Row]>(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`);
  };
  const insert = (table: string, values: Row): void => void inserting(table, values).run(values);
  const [product, model, session] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
  const ids = { product_id: product ?? '', model_id: model ?? '', session_id: session ?? '' };
  const times = { created_at: 1, started_at: 1, set_at: 1, activated_at: 1 };
  const limits = {
    review: 1,
    defect: 2,
    origin: 'validation',
    set_by: 'test',
    map: 0.5,
    pixel_threshold: 0.5,
  };
  const learnt = { family: 'patch', preset: 'quick', students: 1, receptive_field: 33 };
  const images = { training_images: 5, validation_images: 1, training_seconds: 1 };
  const graph = smallGraph();
  const folder = join(home, 'models', ids.model_id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), graph);
  insert('products', { id: ids.product_id, name: 'Old', ...times });
  insert('models', {
    id: ids.model_id,
    ...ids,
    ...times,
    ...learnt,
    ...images,
    review: 1,
    defect: 2,
    graph_sha256: sha256(graph),
    graph_bytes: graph.length,
    card: '{}',
  });
  insert('thresholds', { ...ids, ...times, ...limits });
  insert('sessions', {
    id: ids.session_id,
    ...ids,
    ...times,
    source: '{"kind":"simulated-camera"}',
    provider: 'cpu',
    started_by: 'test',
  });
  const timings = { provider: 'cpu', capture_ms: 1, queue_ms: 1, run_ms: 1, post_ms: 1 };
  const row = { ...ids, ...timings, thresholds_id: 1, regions: 0, largest_region: 0 };
  const part = { ...row, captured_at: 0, frame_number: 0, verdict: 'good', score: 0.5 };
  const parts = inserting('inspections', part);
  const insertRows = database.transaction((from: number, to: number) => {
    for (let number = from; number <= to; number++) {
      parts.run({ ...part, captured_at: number * 1000, frame_number: number });
    }
  });
  for (let from = 1; from <= inspections; from += rowsAtOnce) {
    insertRows(from, Math.min(inspections, from + rowsAtOnce - 1));
    await turn();
  }
  database.close();
}

/** Kills starts that migrate an old home; the next start finishes the migration. */
export const migrationKind: ChaosKind = {
  name: 'migration',
  title: 'station, while it migrates a database of version 4',
  async alone(round) {
    const home = join(round.folder, 'home');
    const inspections = round.isShort ? 3000 : 100_000;
    await writeOldHome(home, inspections);
    const kills = round.isShort ? 1 : 2;
    for (let kill = 0; kill < kills; kill++) await killAStart(round, home);
    const station = await round.start(home);
    await round.check(station);
    await station.kill();
    if (rowsOf(home) !== inspections) {
      round.fault(`${rowsOf(home)} rows of ${inspections} after the migration`);
    }
    checkCopies(round, join(home, 'backups'));
    return kills;
  },
};

/** Kills a start at a random moment, most likely during the migration. */
async function killAStart(round: Round, home: string): Promise<void> {
  const starting = spawn(process.execPath, [serverProgram, '--port', '0', '--home', home], {
    stdio: 'ignore',
  });
  const ended = once(starting, 'exit');
  await round.wait(round.isShort ? 1500 : 3000);
  starting.kill('SIGKILL');
  await ended;
}

/** Checks that the copies that migrations made before they began are whole. */
function checkCopies(round: Round, folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.endsWith('.db')) continue;
    const copy = new Sqlite(join(folder, name), { readonly: true });
    const found = copy.pragma('integrity_check', { simple: true });
    copy.close();
    if (found !== 'ok') round.fault(`the copy ${name} is damaged: ${String(found)}`);
  }
}
