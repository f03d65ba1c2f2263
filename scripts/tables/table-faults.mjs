import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../documents/files.mjs';

const domains = 'src/main';
const migrations = 'src/main/database/migrations';
const writes =
  /\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+([a-z_]+)\b/g;
const reads = /\b(?:FROM|JOIN)\s+([a-z_]+)\b/g;

/**
 * Compares the sources' use of tables with the list of owners. Faults: a domain writes another domain's table, or reads
 * one without being listed; a listed reader reads nothing; a table is missing in the list.
 *
 * @param {string} root
 * @param {Readonly<Record<string, { owner: string, readers?: readonly string[] }>>} tables
 * @returns {string[]} one sentence per fault, with the file or table and the remedy
 */
export function tableFaults(root, tables) {
  const faults = new Set(unlisted(root, tables));
  const used = new Set();
  for (const file of projectFiles(root, domains, /repository\.ts$/)) {
    const domain = file.slice(domains.length + 1).split('/')[0] ?? '';
    const text = readFileSync(join(root, file), 'utf8');
    for (const table of namesIn(text, writes, tables)) {
      if (tables[table]?.owner === domain) continue;
      faults.add(`${file}: writes ${table}, which ${tables[table]?.owner} owns: ask its repository`);
    }
    for (const table of namesIn(text, reads, tables)) {
      used.add(`${table} ${domain}`);
      if (tables[table]?.owner === domain || tables[table]?.readers?.includes(domain)) continue;
      faults.add(
        `${file}: reads ${table}: ask ${tables[table]?.owner}, or name ${domain} in scripts/tables/tables.mjs`,
      );
    }
  }
  for (const [table, { readers = [] }] of Object.entries(tables)) {
    for (const reader of readers) {
      if (!used.has(`${table} ${reader}`)) {
        faults.add(`scripts/tables/tables.mjs: ${reader} no longer reads ${table}: take it off the list`);
      }
    }
  }
  return [...faults];
}

/** Lists tables that exist after the migrations but not in the list, or only in the list. */
function unlisted(/** @type {string} */ root, /** @type {Readonly<Record<string, unknown>>} */ tables) {
  const made = new Set();
  for (const file of projectFiles(root, migrations, /\.(ts|sql)$/).toSorted()) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, table] of text.matchAll(/CREATE TABLE(?: IF NOT EXISTS)? ([a-z_]+)/g)) made.add(table);
    for (const [, table] of text.matchAll(/DROP TABLE(?: IF EXISTS)? ([a-z_]+)/g)) made.delete(table);
    for (const [, from, to] of text.matchAll(/ALTER TABLE ([a-z_]+) RENAME TO ([a-z_]+)/g)) {
      made.delete(from);
      made.add(to);
    }
  }
  return [
    ...[...made]
      .filter((table) => !(table in tables))
      .map((table) => `${table}: has no owner in scripts/tables/tables.mjs`),
    ...Object.keys(tables)
      .filter((table) => !made.has(table))
      .map((table) => `scripts/tables/tables.mjs: no migration makes ${table}`),
  ];
}

/** Returns the known tables that a text's statements name. */
function namesIn(/** @type {string} */ text, /** @type {RegExp} */ statement, /** @type {object} */ tables) {
  return new Set([...text.matchAll(statement)].flatMap(([, name = '']) => (name in tables ? [name] : [])));
}
