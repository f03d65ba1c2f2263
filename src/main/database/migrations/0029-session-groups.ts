import type { Migration } from '../migration.ts';

/** A session names the group whose lanes look at a part together: its rows are views then, and the parts stand in `parts`. */
export const sessionGroups: Migration = {
  version: 29,
  name: 'session-groups',
  up: (database) => {
    database.exec(`
ALTER TABLE sessions ADD COLUMN group_name TEXT;
UPDATE sessions SET group_name =
  (SELECT e.group_name FROM log_entries e WHERE e.session_id = sessions.id AND e.group_name IS NOT NULL LIMIT 1)
  WHERE EXISTS (SELECT 1 FROM parts);
CREATE INDEX sessions_by_group ON sessions (group_name) WHERE group_name IS NOT NULL;
`);
  },
};
