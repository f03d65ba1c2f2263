import type Sqlite from 'better-sqlite3';
import type { PartResult } from '../../../src/shared/contract/part-result.ts';
import type { Outcome } from '../../../src/shared/domain/outcome.ts';

/** An outcome that somebody was told of, and where it has to be in the log. */
interface Told {
  readonly where: { readonly sessionId: string; readonly frameNumber: number } | { readonly name: string };
  readonly verdict: Outcome;
  /** Null: only the verdict was told, or there is no score. */
  readonly score: number | null;
}

interface Row {
  readonly verdict: string;
  readonly score: number | null;
}

export type ToldVerdicts = ReturnType<typeof createToldVerdicts>;

/** Every outcome that a station told before it was killed. */
export function createToldVerdicts() {
  const all: Told[] = [];
  let checked = 0;

  return {
    count: (): number => all.length,
    /** A whole result, as windows and programs get it. A part that could not be logged is told of as such, and comes again. */
    add(part: PartResult): void {
      if (part.verdict === 'not-inspected' && part.reason === 'not-logged') return;
      const { sessionId, frameNumber, verdict } = part;
      const score = part.verdict === 'not-inspected' ? null : part.score;
      all.push({ where: { sessionId, frameNumber }, verdict, score });
    },
    /** What a controller got: the outcome of the part that it gave this name. */
    addNamed: (name: string, verdict: Outcome): void =>
      void all.push({ where: { name }, verdict, score: null }),

    /**
     * Looks for each in the log.
     *
     * @param whole also for those that were found before
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
