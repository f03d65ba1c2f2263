import type { Migration } from '../migration.ts';

/**
 * A session names the group whose lanes look at a part together: its rows are views then, and the parts stand in `parts`. One of before is
 * known by a part that it saw: the log has no entry of it where all was good.
 */
export const sessionGroups: Migration = {
  version: 29,
  name: 'session-groups',
  up: (database) => {
    database.exec(`
ALTER TABLE sessions ADD COLUMN group_name TEXT;
UPDATE sessions SET group_name = (
  SELECT p.group_name FROM parts p JOIN part_views v ON v.part_number = p.number AND v.lane = sessions.lane
  WHERE p.number IN (
    SELECT part_number FROM inspections WHERE session_id = sessions.id
    UNION ALL SELECT part_number FROM uninspected_parts WHERE session_id = sessions.id)
  LIMIT 1)
  WHERE EXISTS (SELECT 1 FROM parts);
CREATE INDEX sessions_by_group ON sessions (group_name) WHERE group_name IS NOT NULL;
`);
  },
};
