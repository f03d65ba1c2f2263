import { z } from 'zod';
import type { Migration } from '../migration.ts';

/**
 * Counts of the log, kept by triggers as it grows: by session and quarter of an hour, which is the finest border that time zones have.
 * Quarter -1 is the whole session; those rows lie side by side. What people ask of the log then takes as long as there are sessions, however many parts they saw.
 */
export const logCounts: Migration = {
  version: 30,
  name: 'log-counts',
  up: (database) => {
    database.exec(tables + indexes);
    const sessions = z.array(z.string()).parse(database.prepare('SELECT id FROM sessions').pluck().all());
    // Session by session: what is sorted at once stays small in a log of millions.
    const statements = backfill.map((statement) => database.prepare(statement));
    for (const session of sessions) for (const statement of statements) statement.run({ session });
    database.exec(triggers);
  },
};

const tables = `
CREATE TABLE part_counts (
  session_id    TEXT NOT NULL REFERENCES sessions (id),
  quarter       INTEGER NOT NULL,
  good          INTEGER NOT NULL,
  review        INTEGER NOT NULL,
  defect        INTEGER NOT NULL,
  not_inspected INTEGER NOT NULL,
  first_at      INTEGER NOT NULL,
  last_at       INTEGER NOT NULL,
  PRIMARY KEY (quarter, session_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE reason_counts (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  quarter    INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  count      INTEGER NOT NULL,
  PRIMARY KEY (quarter, session_id, reason)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_counts (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  quarter    INTEGER NOT NULL,
  verdict    TEXT NOT NULL,
  decision   TEXT NOT NULL,
  cause      TEXT NOT NULL,
  entries    INTEGER NOT NULL,
  parts      INTEGER NOT NULL,
  PRIMARY KEY (quarter, session_id, verdict, decision, cause)
) STRICT, WITHOUT ROWID;
`;

const indexes = `
DROP INDEX inspections_by_time;
DROP INDEX uninspected_parts_by_time;
DROP INDEX log_entries_by_cause;
DROP INDEX log_entries_by_time;
DROP INDEX log_entries_by_score;
CREATE INDEX log_entries_by_time ON log_entries (captured_at, score);
CREATE INDEX log_entries_by_score ON log_entries (score, captured_at);
CREATE INDEX log_entries_by_cause ON log_entries (cause, captured_at) WHERE cause IS NOT NULL;
CREATE INDEX log_entries_by_verdict ON log_entries (verdict, captured_at);
CREATE INDEX log_entries_by_verdict_score ON log_entries (verdict, score);
CREATE INDEX log_entries_undecided ON log_entries (captured_at) WHERE decision IS NULL;
CREATE INDEX log_entries_undecided_score ON log_entries (score) WHERE decision IS NULL;
CREATE INDEX log_entries_by_decision ON log_entries (decision, captured_at) WHERE decision IS NOT NULL;
`;

const quarter = (at: string): string => `${at} / 900000`;

/** The lane whose entry decides a part that a group looked at: the first one that saw what became of the part. */
const decidingLane = (
  part: string,
): string => `(SELECT min(v.lane) FROM part_views v JOIN parts p ON p.number = v.part_number
  WHERE p.number = ${part} AND v.verdict = p.verdict)`;

/** How many parts a decision on an entry decides: none where another view of the part does. */
const partsOf = (entry: string): string =>
  `iif((SELECT s.group_name FROM sessions s WHERE s.id = ${entry}.session_id) IS NULL, 1, ${entry}.lane IS ${decidingLane(`${entry}.part_number`)})`;

const addCounts = `ON CONFLICT (session_id, quarter) DO UPDATE SET good = good + excluded.good, review = review + excluded.review,
  defect = defect + excluded.defect, not_inspected = not_inspected + excluded.not_inspected,
  first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`;
const addReason = `ON CONFLICT (session_id, quarter, reason) DO UPDATE SET count = count + excluded.count`;
const addEntries = `ON CONFLICT (session_id, quarter, verdict, decision, cause) DO UPDATE SET
  entries = entries + excluded.entries, parts = parts + excluded.parts`;

const inspected = "sum(verdict = 'good'), sum(verdict = 'review'), sum(verdict = 'defect'), 0";
const ofEntries = `verdict, coalesce(decision, ''), coalesce(cause, ''), count(*), sum(${partsOf('e')})`;
const span = 'min(captured_at), max(captured_at)';
const backfill = [quarter('captured_at'), '-1'].flatMap((at) => {
  const cell = `SELECT session_id, ${at} AS cell`;
  return [
    `INSERT INTO part_counts ${cell}, ${inspected}, ${span} FROM inspections WHERE session_id = @session GROUP BY cell ${addCounts}`,
    `INSERT INTO part_counts ${cell}, 0, 0, 0, count(*), ${span} FROM uninspected_parts WHERE session_id = @session GROUP BY cell ${addCounts}`,
    `INSERT INTO reason_counts ${cell}, reason, count(*) FROM uninspected_parts WHERE session_id = @session GROUP BY cell, reason`,
    `INSERT INTO entry_counts ${cell}, ${ofEntries} FROM log_entries e WHERE session_id = @session GROUP BY 2, 3, 4, 5`,
  ];
});

/** The same values for the quarter and for the whole session. */
const both = (table: string, values: string): string => `INSERT INTO ${table}
  SELECT NEW.session_id, value, ${values} FROM json_each(json_array(${quarter('NEW.captured_at')}, -1)) WHERE true`;
const newSpan = 'NEW.captured_at, NEW.captured_at';

/** Moves what an entry counts for; what it decided before stands in OLD. */
const partsMoved = (
  lane: string,
  sign: '+' | '-',
): string => `UPDATE entry_counts SET parts = parts ${sign} 1 FROM log_entries e
  WHERE e.part_number = NEW.part_number AND e.lane = ${lane} AND entry_counts.session_id = e.session_id
    AND entry_counts.quarter IN (${quarter('e.captured_at')}, -1) AND entry_counts.verdict = e.verdict
    AND entry_counts.decision = coalesce(e.decision, '') AND entry_counts.cause = coalesce(e.cause, '')`;

const triggers = `
CREATE TRIGGER inspections_counted AFTER INSERT ON inspections BEGIN
  ${both('part_counts', `NEW.verdict = 'good', NEW.verdict = 'review', NEW.verdict = 'defect', 0, ${newSpan}`)} ${addCounts};
END;
CREATE TRIGGER uninspected_parts_counted AFTER INSERT ON uninspected_parts BEGIN
  ${both('part_counts', `0, 0, 0, 1, ${newSpan}`)} ${addCounts};
  ${both('reason_counts', 'NEW.reason, 1')} ${addReason};
END;
CREATE TRIGGER log_entries_counted AFTER INSERT ON log_entries BEGIN
  ${both('entry_counts', `NEW.verdict, coalesce(NEW.decision, ''), coalesce(NEW.cause, ''), 1, ${partsOf('NEW')}`)} ${addEntries};
END;
CREATE TRIGGER log_entries_recounted AFTER UPDATE OF decision, cause ON log_entries
WHEN OLD.decision IS NOT NEW.decision OR OLD.cause IS NOT NEW.cause BEGIN
  UPDATE entry_counts SET entries = entries - 1, parts = parts - ${partsOf('OLD')}
  WHERE session_id = OLD.session_id AND quarter IN (${quarter('OLD.captured_at')}, -1) AND verdict = OLD.verdict
    AND decision = coalesce(OLD.decision, '') AND cause = coalesce(OLD.cause, '');
  ${both('entry_counts', `NEW.verdict, coalesce(NEW.decision, ''), coalesce(NEW.cause, ''), 1, ${partsOf('NEW')}`)} ${addEntries};
END;
CREATE TRIGGER part_views_counted AFTER INSERT ON part_views WHEN NEW.lane = ${decidingLane('NEW.part_number')} BEGIN
  ${partsMoved('NEW.lane', '+')};
  ${partsMoved(
    `(SELECT min(v.lane) FROM part_views v WHERE v.part_number = NEW.part_number
      AND v.verdict = NEW.verdict AND v.lane > NEW.lane)`,
    '-',
  )};
END;
`;
