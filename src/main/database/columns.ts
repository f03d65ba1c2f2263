/** A column is called like its field, in the database's spelling: `capturedAt` is in `captured_at`. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Reads fields from their columns: `e.captured_at AS capturedAt, …`. @param table its name in the query */
export function readColumns(table: string, fields: readonly string[]): string {
  return fields.map((field) => `${table}.${columnOf(field)} AS ${field}`).join(', ');
}

/**
 * Reads fields from their columns into one column of JSON. For numbers that are whole and for text: a real number may lose
 * its last digits on the way.
 *
 * @param prefix of the columns: `picture` and `path` are in `picture_path`
 */
export function readAsJson(table: string, fields: readonly string[], prefix: string, name: string): string {
  return `${jsonOf(table, fields, prefix)} AS ${name}`;
}

/** As `readAsJson`; null where the first field is null. */
export function readAsJsonIfThere(
  table: string,
  fields: readonly [string, ...string[]],
  prefix: string,
  name: string,
): string {
  const there = `${table}.${prefix}${columnOf(fields[0])} IS NOT NULL`;
  return `iif(${there}, ${jsonOf(table, fields, prefix)}, NULL) AS ${name}`;
}

function jsonOf(table: string, fields: readonly string[], prefix: string): string {
  const pairs = fields.map((field) => `'${field}', ${table}.${prefix}${columnOf(field)}`);
  return `json_object(${pairs.join(', ')})`;
}

/** Inserts a row, each column from the parameter that is called like its field. */
export function insertInto(table: string, fields: readonly string[]): string {
  const values = fields.map((field) => `@${field}`);
  return `INSERT INTO ${table} (${fields.map(columnOf).join(', ')}) VALUES (${values.join(', ')})`;
}
