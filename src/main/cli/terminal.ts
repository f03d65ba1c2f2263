import { terminalText } from '../../shared/domain/visible-text.ts';

/** The output of a command: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly json: boolean;
  /** Prints the result as text for a person; prints nothing if JSON is wanted. */
  print(text: string): void;
  /** Prints the result as one line of JSON at the end; prints nothing unless JSON is wanted. */
  printJson(value: unknown): void;
  /** Prints a note, such as a skipped file or a finished step. */
  note(text: string): void;
  /** Shows the progress: on a screen, replaces the line before; elsewhere, prints a line now and then. */
  progress(text: string): void;
}

/** A target for text: a stream of the process, or of other code that runs a command. */
export interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface TextStreams {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** Least time between two lines of progress if they cannot replace each other, milliseconds. */
const pauseMs = 5000;

export function terminal(json: boolean, { stdout, stderr }: TextStreams): Terminal {
  let shown = false;
  let spokenAt = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (shown) stderr.write('\r\u001B[K');
    shown = false;
  };
  return {
    json,
    print: (text) => {
      clear();
      if (!json) stdout.write(`${terminalText(text)}\n`);
    },
    printJson: (value) => {
      clear();
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (text) => {
      clear();
      stderr.write(`${terminalText(text)}\n`);
    },
    progress: (given) => {
      const text = terminalText(given);
      if (stderr.isTTY) {
        clear();
        stderr.write(text);
        shown = true;
      } else if (performance.now() - spokenAt > pauseMs) {
        spokenAt = performance.now();
        stderr.write(`${text}\n`);
      }
    },
  };
}
