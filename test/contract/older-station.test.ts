import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordOf } from '../../src/shared/domain/keys.ts';
import { arrivedIn, outcomes, type OutcomeCounts } from '../../src/shared/domain/outcome.ts';
import { seenIn } from '../../src/shared/domain/bucket-sums.ts';
import { addressOf, sourceSchema } from '../../src/shared/domain/source-kinds.ts';
import type { SeenCounts } from '../../src/shared/contract/part-result.ts';
import { migrations } from '../../src/main/database/migrations.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';
import { sha256, told, unpackOlderStation } from '../support/older-station.ts';
import { openStationUnderTest } from './station-under-test.ts';

/*
 * A station of version 0.1.0 (test/fixtures/station-0.1) opened by the station of today: all that was there is there, with the
 * same values. Fields may come along; none may go or change.
 */

async function openOlderStation() {
  const older = unpackOlderStation();
  const { station, bugs } = await openStationUnderTest(older.folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  return { older, station, client, bugs };
}

/** Converts the source in a record to today's form: kind and address instead of all fields. */
function toldToday(detail: Readonly<Record<string, unknown>>) {
  const source = sourceSchema.parse(detail['source']);
  return { ...detail, source: { kind: source.kind, address: addressOf(source) } };
}

/** Adds the counts of parts and frames, which that version did not tell apart. */
const together = ({ parts, frames }: SeenCounts): OutcomeCounts =>
  recordOf(outcomes, (outcome) => parts[outcome] + frames[outcome]);

test('products, images, masks, models with their cards, activations and trainings are as they were', async () => {
  const { station, client, bugs } = await openOlderStation();
  expect(await client.products.list()).toMatchObject(told.products);
  for (const { productId, ...of } of told.byProduct) {
    expect(await client.products.get({ id: productId })).toMatchObject(of.product);
    expect(await client.datasets.counts({ productId })).toMatchObject(of.counts);
    for (const purpose of ['training', 'test'] as const) {
      expect(await client.datasets.list({ productId, purpose })).toMatchObject(of.images[purpose]);
    }
    for (const { imageId, drawing } of of.masks) {
      expect(await client.datasets.mask({ imageId })).toMatchObject(drawing);
    }
    for (const { kind, id, type, sha256: content } of of.pictures) {
      const media = await station.readMedia({ kind, id }, singleUser);
      expect({ kind, id, type: media.type, content: sha256(await media.body.bytes()) }).toEqual({
        kind,
        id,
        type,
        content,
      });
    }
    expect(await client.models.list({ productId })).toMatchObject(of.models);
    for (const { modelId, card } of of.cards) {
      expect(await client.models.card({ modelId })).toMatchObject(card);
    }
    expect(await client.models.activations({ productId })).toMatchObject(of.activations);
    expect(await client.training.list({ productId })).toMatchObject(of.jobs);
    expect(await client.shifts.knownParts({ productId })).toEqual(of.knownParts);
    expect(await client.shifts.clearance({ productId })).toMatchObject(of.clearance);
  }
  expect(bugs).toEqual([]);
});

test('the log is as it was, page by page, with its pictures, maps and decisions', async () => {
  const { station, client, bugs } = await openOlderStation();
  const { pages, filtered, entries, counts } = told.log;
  for (const { page, answer } of pages) {
    const { offset, ...of } = page;
    const before = offset === 0 ? [] : (await client.log.query({ ...of, limit: offset })).entries;
    expect(await client.log.query({ ...of, after: before.at(-1)?.id })).toMatchObject(answer);
  }
  for (const { filter, answer } of filtered) {
    expect(await client.log.list({ filter }), JSON.stringify(filter)).toMatchObject(answer);
  }
  for (const { filter, answer } of counts) {
    const counts = together(await client.log.counts(filter));
    expect(counts, JSON.stringify(filter)).toEqual({ ...answer, 'not-inspected': 0 });
  }
  for (const { id, detail, files } of entries) {
    expect(await client.log.get({ id })).toMatchObject(toldToday(detail));
    for (const { kind, sha256: content } of files) {
      const { body } = await station.readMedia({ kind, id }, singleUser);
      expect({ kind, id, content: sha256(await body.bytes()) }).toEqual({ kind, id, content });
    }
  }
  expect(bugs).toEqual([]);
});

test('statistics, exported log, shifts, alarm and access links are as they were', async () => {
  const { station, client, bugs } = await openOlderStation();
  const { timeZone, overviews, drifts, csv } = told.statistics;
  for (const { filter, answer } of overviews) {
    const { buckets, ...others } = await client.statistics.overview({ filter, timeZone });
    const seen = seenIn(buckets);
    expect({
      ...others,
      buckets: buckets.map((bucket) => ({ ...bucket, ...together(bucket) })),
      inspections: { parts: arrivedIn(seen.parts), frames: arrivedIn(seen.frames) },
    }).toMatchObject(answer);
  }
  for (const { request, answer } of drifts) {
    expect(await client.statistics.drift(request), JSON.stringify(request)).toMatchObject(answer);
  }
  const written = (await collect(await client.statistics.exportLog({ timeZone }))).at(-1);
  if (written?.kind !== 'finished') throw new Error('The export ended early');
  const { body } = await station.readMedia({ kind: 'export', id: written.exportId }, singleUser);
  const rows = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await body.bytes()).split('\r\n');
  const before = csv.split('\r\n');
  expect(rows).toHaveLength(before.length);
  // New columns are only at the end.
  for (const [index, row] of rows.entries()) expect(row.startsWith(before[index] ?? '-')).toBe(true);

  expect(await client.shifts.list({})).toMatchObject(told.shifts.list);
  expect(await client.shifts.current()).toMatchObject(told.shifts.current);
  for (const [index, { id: shiftId }] of told.shifts.list.entries()) {
    const { products, ...others } = await client.shifts.summary({ shiftId });
    const counted = products.map((product) => ({ ...product, counts: together(product) }));
    expect({ ...others, products: counted }).toMatchObject(told.shifts.summaries[index] ?? {});
  }
  expect(await client.inspection.alarms()).toMatchObject([told.alarm]);
  expect(await client.inspection.current()).toBeNull();
  expect(await client.access.list()).toMatchObject(told.access.links);
  for (const { token, admitted } of told.access.admitted) {
    expect(station.access.admit(token)).toEqual(admitted);
  }
  expect(bugs).toEqual([]);
});

/** Renamed tables and columns (`table.column`), by their older names. */
const renamed: Readonly<Record<string, string>> = {
  defects: 'log_entries',
  defect_descriptors: 'entry_descriptors',
  'defect_descriptors.defect_id': 'entry_id',
  'inspections.defect_id': 'entry_id',
  'decisions.defect_id': 'entry_id',
  'dataset_images.defect_id': 'entry_id',
};

/** Translates values that today's station words differently. */
const inTodaysWords = (row: Record<string, unknown>): Record<string, unknown> =>
  row['origin'] === 'defect-log' ? { ...row, origin: 'log' } : row;

const named = z.array(z.object({ name: z.string() }));
const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Reads all rows of a table of version 0.1.0, with the column names of that version. */
function rowsOf(database: Sqlite.Database, table: string, columns: readonly string[], today: boolean) {
  const nameOf = (name: string, fallback: string): string => (today ? (renamed[name] ?? fallback) : fallback);
  const selected = columns.map((column) => `${nameOf(`${table}.${column}`, column)} AS ${column}`);
  const order = columns.map((_, index) => index + 1);
  const query = `SELECT ${selected.join(', ')} FROM ${nameOf(table, table)} ORDER BY ${order.join(', ')}`;
  return rowsSchema.parse(database.prepare(query).all());
}

test('migrations leave every row and value where it was, and a copy of the database as it was before', async () => {
  const { older } = await openOlderStation();
  const untouched = unpackOlderStation();
  const before = new Sqlite(untouched.database, { readonly: true });
  const after = new Sqlite(older.database, { readonly: true });
  try {
    const tables = named.parse(
      before
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .all(),
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name: table } of tables) {
      const columns = named.parse(before.pragma(`table_info(${table})`)).map(({ name }) => name);
      const was = rowsOf(before, table, columns, false).map(inTodaysWords);
      const is = rowsOf(after, table, columns, true);
      // Migration 24 added further rows of limits whose pixel threshold follows T2.
      expect(table === 'thresholds' ? is.slice(0, was.length) : is, table).toEqual(was);
    }
    const versionOf = (database: Sqlite.Database): unknown =>
      database.pragma('user_version', { simple: true });
    expect(versionOf(before)).toBe(15);
    expect(versionOf(after)).toBe(migrations.at(-1)?.version);
    if (versionOf(after) === 15) return;
    const [backup = ''] = readdirSync(join(older.home, 'backups'));
    const copy = new Sqlite(join(older.home, 'backups', backup), { readonly: true });
    expect(versionOf(copy)).toBe(15);
    copy.close();
  } finally {
    before.close();
    after.close();
  }
});
