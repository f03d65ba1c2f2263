/** A row of the log to be sent to the plant. */
export interface TravellingRow {
  /** Its number in its table; rises in the order of logging. */
  readonly id: number;
  /** Its time by the station's clock; rows of several tables are sent in this order. */
  readonly at: number;
  /** A row that must be sent before this one. */
  readonly behind?: { readonly table: string; readonly id: number };
  /** Makes the message; null if the row is not sent. May read files. */
  readonly message: () => TravellingMessage | null | Promise<TravellingMessage | null>;
}

export interface TravellingMessage {
  readonly subject: string;
  /** Id by which the server recognises a repeated message. */
  readonly id: string;
  readonly body: unknown;
}

/** A table of the log whose rows are sent to the plant. */
export interface TravellingTable {
  readonly name: string;
  /** Reads the rows after a given one, in order. */
  after(id: number, limit: number): TravellingRow[];
  /** Returns the last row's number; 0 if there is none. */
  newest(): number;
}

export interface PlacedRow extends TravellingRow {
  readonly table: string;
}

/**
 * Returns the next rows of several tables, in the order of each table and by time between tables, as long as no earlier row can still
 * come.
 *
 * @param cursors the last sent row of each table
 */
export function nextRows(
  tables: readonly TravellingTable[],
  cursors: Readonly<Record<string, number>>,
  limit: number,
): PlacedRow[] {
  const left = new Map(tables.map(({ name }) => [name, cursors[name] ?? 0]));
  const waiting = tables.map(({ name, after }) => {
    const rows = after(cursors[name] ?? 0, limit).map((row): PlacedRow => ({ ...row, table: name }));
    return { rows, isCut: rows.length === limit };
  });
  const found: PlacedRow[] = [];
  const mayLeave = ({ behind }: PlacedRow): boolean =>
    behind === undefined || (left.get(behind.table) ?? 0) >= behind.id;
  while (found.length < limit && waiting.every(({ rows, isCut }) => rows.length > 0 || !isCut)) {
    const heads = waiting.filter(({ rows: [first] }) => first !== undefined && mayLeave(first));
    const [earliest] = heads.sort(({ rows: [one] }, { rows: [other] }) => (one?.at ?? 0) - (other?.at ?? 0));
    const row = earliest?.rows.shift();
    if (row === undefined) break;
    left.set(row.table, row.id);
    found.push(row);
  }
  return found;
}
