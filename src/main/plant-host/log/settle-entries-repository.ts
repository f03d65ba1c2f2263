/**
 * The order of an entry's decisions, the last one first: the order of their rows in the station's log. A decision of the plant that the
 * station does not have yet comes last there, so it is first here. Clocks do not matter.
 */
export const lastDecisionFirst = 'station_row DESC NULLS FIRST, decided_at DESC, id DESC';

/**
 * Updates which entries still wait for a person, for entries with new decisions, given as JSON `[{ station, entry }]`. Only an entry's last
 * decision counts, in whatever order the messages arrived.
 */
export const settleEntries = `
  WITH touched AS (
    SELECT DISTINCT station, entry FROM jsonb_to_recordset($1::jsonb) AS given (station integer, entry bigint)
  ), latest AS (
    SELECT plant_entries.captured_at, touched.station, touched.entry, last.decision
    FROM touched
    JOIN plant_entries ON plant_entries.station = touched.station AND plant_entries.entry = touched.entry
    CROSS JOIN LATERAL (
      SELECT decision FROM plant_decisions
      WHERE plant_decisions.station = touched.station AND plant_decisions.entry = touched.entry
      ORDER BY ${lastDecisionFirst} LIMIT 1
    ) AS last
  ), closed AS (
    DELETE FROM plant_open_entries USING latest
    WHERE plant_open_entries.captured_at = latest.captured_at AND plant_open_entries.station = latest.station
      AND plant_open_entries.entry = latest.entry AND latest.decision IS NOT NULL
  )
  INSERT INTO plant_open_entries (captured_at, station, entry)
  SELECT captured_at, station, entry FROM latest WHERE decision IS NULL
  ON CONFLICT DO NOTHING`;
