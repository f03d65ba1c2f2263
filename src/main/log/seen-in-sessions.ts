/**
 * The condition that a part `p` of a group was seen in one of these sessions: lanes give views of it, and it is counted once.
 *
 * @param sessions a query that gives their ids
 */
export function seenInSessions(sessions: string): string {
  const views = ['inspections', 'uninspected_parts'].map(
    (table) =>
      `EXISTS (SELECT 1 FROM ${table} v WHERE v.part_number = p.number AND v.session_id IN (${sessions}))`,
  );
  return `(${views.join(' OR ')})`;
}
