import type { OutputTrouble } from '../../shared/contract/output-trouble.ts';
import type { OutputTroubleKind } from '../../shared/domain/output-trouble-kinds.ts';
import { StationError, type ErrorCode } from '../../shared/domain/station-error.ts';
import { outputTroubles } from '../../shared/words/output-troubles/en.ts';
import { filled } from '../report/filled.ts';

/** Longest value of a placeholder: values are shown beside a lamp, so messages from the other end are cut. */
const longestValue = 2000;

/**
 * Why an output sends nothing, as data that the window puts into the user's language. The message is English,
 * for the command line and for programs.
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

/** Returns a failure's trouble; null: it has only its message. */
export function troubleOf(error: unknown): OutputTrouble | null {
  return error instanceof OutputTroubleError ? error.trouble : null;
}
