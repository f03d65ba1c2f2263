/** A row of the log on its way to the plant. */
export interface TravellingRow {
  /** Its number in its table: counts up in the order in which rows were logged. */
  readonly id: number;
  /** When it happened, by the station's clock: rows of several tables leave in this order. */
  readonly at: number;
  /** A row that has to leave before this one. */
  readonly behind?: { readonly table: string; readonly id: number };
  /** What is sent; null: the row does not travel. May read files. */
  readonly message: () => TravellingMessage | null | Promise<TravellingMessage | null>;
}

export interface TravellingMessage {
  readonly subject: string;
  /** By which the server knows it when it comes again. */
  readonly id: string;
  readonly body: unknown;
}

/** A table of the log, as it travels. */
export interface TravellingTable {
  readonly name: string;
  /** Rows after one, in their order. */
  after(id: number, limit: number): TravellingRow[];
  /** The last row there is; 0: none. */
  newest(): number;
}

export interface PlacedRow extends TravellingRow {
  readonly table: string;
}

/**
 * The next rows of several tables: each table's in its order, those of different tables by their time, as far as it is known that
 * nothing earlier comes.
 *
 * @param cursors the last row of each table that has left
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
