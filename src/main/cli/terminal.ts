import { terminalText } from '../../shared/domain/visible-text.ts';

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly json: boolean;
  /** Text of the result for a person; nothing is printed when JSON is asked for. */
  print(text: string): void;
  /** The result as one line of JSON, last on standard output; nothing is printed for a person. */
  printJson(value: unknown): void;
  /** Something worth knowing: a file that was skipped, a step that was taken. */
  note(text: string): void;
  /** How far the work is; replaces the line before on a screen, and comes now and then elsewhere. */
  progress(text: string): void;
}

/** Where text goes: to a stream of the process, or to whoever runs a command beside other work. */
export interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface TextStreams {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** Pause between two lines of progress where they cannot replace each other, milliseconds. */
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
