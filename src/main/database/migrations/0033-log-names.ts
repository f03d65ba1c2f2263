import type { Migration } from '../migration.ts';

/**
 * Names of entries by their trigrams: a name is found by any three letters of it without reading all names. What is found is compared with
 * the name itself, since trigrams know neither letters that stand for themselves nor their order beyond three.
 */
export const logNames: Migration = {
  version: 33,
  name: 'log-names',
  up: (database) => {
    database.exec(`
CREATE VIRTUAL TABLE log_names USING fts5 (name, content='', columnsize=0, tokenize='trigram');
INSERT INTO log_names (rowid, name) SELECT id, name FROM log_entries WHERE name IS NOT NULL;
CREATE TRIGGER log_entries_named AFTER INSERT ON log_entries WHEN NEW.name IS NOT NULL BEGIN
  INSERT INTO log_names (rowid, name) VALUES (NEW.id, NEW.name);
END;
DROP INDEX log_entries_by_name;
`);
  },
};
