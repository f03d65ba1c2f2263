import { z } from 'zod';
import type { Migration } from '../migration.ts';

/**
 * Counts of the parts that groups of lanes looked at, as they grow: by the set of sessions that saw a part, and by quarter of an hour;
 * quarter -1 is all time. Each part counts once in every question that names one of those sessions.
 */
export const groupedCounts: Migration = {
  version: 34,
  name: 'grouped-counts',
  up: (database) => {
    database.exec(tables);
    const last = z
      .number()
      .parse(database.prepare('SELECT coalesce(max(number), 0) FROM parts').pluck().get());
    const addSets = database.prepare(`INSERT INTO session_sets (sessions)
      SELECT DISTINCT ${seenIn('p.number')} FROM parts p WHERE p.number >= @from AND p.number < @to
      ON CONFLICT (sessions) DO NOTHING`);
    const addCounts = database.prepare(`INSERT INTO grouped_counts
      SELECT x.id, q.value, p.verdict, ${reasonOf}, count(*), min(p.captured_at), max(p.captured_at)
      FROM parts p JOIN session_sets x ON x.sessions = ${seenIn('p.number')}
      JOIN json_each(json_array(p.captured_at / 900000, -1)) q
      WHERE p.number >= @from AND p.number < @to GROUP BY 1, 2, 3, 4 ${adding}`);
    // Piece by piece: what is sorted at once stays small.
    for (let from = 0; from <= last; from += 100_000) {
      addSets.run({ from, to: from + 100_000 });
      addCounts.run({ from, to: from + 100_000 });
    }
    database.exec(triggers);
  },
};

const tables = `
CREATE TABLE session_sets (
  id       INTEGER PRIMARY KEY,
  sessions TEXT NOT NULL UNIQUE CHECK (json_valid(sessions))
) STRICT;
CREATE TABLE session_set_members (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  set_id     INTEGER NOT NULL REFERENCES session_sets (id),
  PRIMARY KEY (session_id, set_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER session_sets_members AFTER INSERT ON session_sets BEGIN
  INSERT INTO session_set_members SELECT value, NEW.id FROM json_each(NEW.sessions);
END;
CREATE TABLE grouped_counts (
  set_id   INTEGER NOT NULL REFERENCES session_sets (id),
  quarter  INTEGER NOT NULL,
  verdict  TEXT NOT NULL,
  reason   TEXT NOT NULL,
  count    INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  PRIMARY KEY (quarter, set_id, verdict, reason)
) STRICT, WITHOUT ROWID;
`;

/** The sessions that saw a part, as JSON, in order. @param but conditions that leave a row of either table out */
function seenIn(part: string, but: Readonly<Record<string, string>> = {}): string {
  const rows = ['inspections', 'uninspected_parts'].map(
    (table) => `SELECT session_id FROM ${table} WHERE part_number = ${part} ${but[table] ?? ''}`,
  );
  return `(SELECT json_group_array(session_id) FROM (${rows.join(' UNION ')} ORDER BY 1))`;
}

/** Why a part was not inspected; empty where it was. */
const reasonOf = `iif(p.verdict = 'not-inspected', coalesce((SELECT v.reason FROM part_views v
  WHERE v.part_number = p.number AND v.reason <> 'missing' ORDER BY v.lane LIMIT 1), 'late'), '')`;

const adding = `ON CONFLICT (set_id, quarter, verdict, reason) DO UPDATE SET count = count + excluded.count,
  first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`;

const add = (part: string): string => `
  INSERT INTO session_sets (sessions) VALUES (${seenIn(part)}) ON CONFLICT (sessions) DO NOTHING;
  INSERT INTO grouped_counts SELECT x.id, q.value, p.verdict, ${reasonOf}, 1, p.captured_at, p.captured_at
    FROM parts p JOIN session_sets x ON x.sessions = ${seenIn(part)}
    JOIN json_each(json_array(p.captured_at / 900000, -1)) q WHERE p.number = ${part} ${adding};`;

const remove = (part: string, set: string, reason: string): string => `
  UPDATE grouped_counts SET count = count - 1 FROM parts p
    WHERE p.number = ${part} AND set_id = (SELECT id FROM session_sets WHERE sessions = ${set})
      AND quarter IN (p.captured_at / 900000, -1) AND grouped_counts.verdict = p.verdict
      AND grouped_counts.reason = ${reason};`;

/** The reason before the view NEW was there. */
const reasonBefore = reasonOf.replace(
  'v.part_number = p.number',
  'v.part_number = p.number AND v.lane <> NEW.lane',
);

const triggers = `
CREATE TRIGGER parts_counted AFTER INSERT ON parts BEGIN ${add('NEW.number')}
END;
CREATE TRIGGER part_views_reasoned AFTER INSERT ON part_views WHEN NEW.reason IS NOT NULL BEGIN
  ${remove('NEW.part_number', seenIn('NEW.part_number'), reasonBefore)}
  ${add('NEW.part_number')}
END;
${['inspections', 'uninspected_parts']
  .map(
    (table) => `
CREATE TRIGGER ${table}_seen_late AFTER INSERT ON ${table}
WHEN NEW.part_number IS NOT NULL AND EXISTS (SELECT 1 FROM parts WHERE number = NEW.part_number) BEGIN
  ${remove('NEW.part_number', seenIn('NEW.part_number', { [table]: 'AND id <> NEW.id' }), reasonOf)}
  ${add('NEW.part_number')}
END;`,
  )
  .join('')}
`;
