import type Sqlite from 'better-sqlite3';
import type { PartResult } from '../../../src/shared/contract/part-result.ts';
import type { Outcome } from '../../../src/shared/domain/outcome.ts';

/** An outcome that someone was told, and its place in the log. */
interface Told {
  readonly where: { readonly sessionId: string; readonly frameNumber: number } | { readonly name: string };
  readonly verdict: Outcome;
  /** Null if only the verdict was told, or the part has no score. */
  readonly score: number | null;
}

interface Row {
  readonly verdict: string;
  readonly score: number | null;
}

export type ToldVerdicts = ReturnType<typeof createToldVerdicts>;

/** Keeps every outcome that a station told before its kill. */
export function createToldVerdicts() {
  const all: Told[] = [];
  let checked = 0;

  return {
    count: (): number => all.length,
    /** Adds a whole result, as windows and programs get it. Skips a part that could not be logged, because it comes again. */
    add(part: PartResult): void {
      if (part.verdict === 'not-inspected' && part.reason === 'not-logged') return;
      const { sessionId, frameNumber, verdict } = part;
      const score = part.verdict === 'not-inspected' ? null : part.score;
      all.push({ where: { sessionId, frameNumber }, verdict, score });
    },
    /** Adds what a controller got: the outcome of the part with this name. */
    addNamed: (name: string, verdict: Outcome): void =>
      void all.push({ where: { name }, verdict, score: null }),

    /**
     * Looks up each told outcome in the log.
     *
     * @param whole also looks up those that an earlier check found
     */
    check(database: Sqlite.Database, whole: boolean): { missing: Told[]; different: Told[] } {
      const columns = (table: string, values: string, where: string): string =>
        `SELECT ${values} FROM ${table} WHERE ${where}`;
      const both = (where: string) =>
        database.prepare<unknown[], Row>(
          `${columns('inspections', 'verdict, score', where)} UNION ALL
           ${columns('uninspected_parts', "'not-inspected' AS verdict, NULL AS score", where)}`,
        );
      const byNumber = both('session_id = @sessionId AND frame_number = @frameNumber');
      const byName = both('name = @name');
      const missing: Told[] = [];
      const different: Told[] = [];
      for (const told of whole ? all : all.slice(checked)) {
        const rows = ('name' in told.where ? byName : byNumber).all(told.where);
        const [row] = rows;
        if (row === undefined) missing.push(told);
        else if (rows.length > 1 || row.verdict !== told.verdict || !isSameScore(told.score, row.score)) {
          different.push(told);
        }
      }
      checked = all.length;
      return { missing, different };
    },
  };
}

function isSameScore(told: number | null, logged: number | null): boolean {
  return told === null || told === logged;
}
