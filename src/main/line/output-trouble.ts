import type { OutputTrouble } from '../../shared/contract/output-trouble.ts';
import type { OutputTroubleKind } from '../../shared/domain/output-trouble-kinds.ts';
import { StationError, type ErrorCode } from '../../shared/domain/station-error.ts';
import { outputTroubles } from '../../shared/words/output-troubles/en.ts';
import { filled } from '../report/filled.ts';

/** Values are shown beside a lamp: what the other end says is cut. */
const longestValue = 2000;

/**
 * Why nothing leaves through an output, as data: the window words it in the language of who looks. The message is the English one, for the
 * command line and for programs.
 */
export class OutputTroubleError extends StationError {
  readonly trouble: OutputTrouble;

  constructor(
    code: ErrorCode,
    kind: OutputTroubleKind,
    given: Readonly<Record<string, string | number>> = {},
    detail?: string,
  ) {
    const values = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, String(value).slice(0, longestValue)]),
    );
    super(code, filled(outputTroubles[kind], values).trim(), detail);
    this.trouble = { kind, values };
  }
}

/** Null: the failure has no words of its own. */
export function troubleOf(error: unknown): OutputTrouble | null {
  return error instanceof OutputTroubleError ? error.trouble : null;
}
