/** Returns a field's column: `capturedAt` is in `captured_at`. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Selects fields from their columns: `e.captured_at AS capturedAt, …`. @param table the table's alias in the query */
export function readColumns(table: string, fields: readonly string[]): string {
  return fields.map((field) => `${table}.${columnOf(field)} AS ${field}`).join(', ');
}

/**
 * Selects fields as one column of JSON. Use it for text and whole numbers only; real numbers may lose their last digits.
 *
 * @param prefix prefix of the columns: the prefix `picture` and the field `path` give `picture_path`
 */
export function readAsJson(table: string, fields: readonly string[], prefix: string, name: string): string {
  return `${jsonOf(table, fields, prefix)} AS ${name}`;
}

/** As `readAsJson`, but null if the first field is null. */
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

/** Returns the statement that inserts a row, with one parameter for each field, of the same name. */
export function insertInto(table: string, fields: readonly string[]): string {
  const values = fields.map((field) => `@${field}`);
  return `INSERT INTO ${table} (${fields.map(columnOf).join(', ')}) VALUES (${values.join(', ')})`;
}
