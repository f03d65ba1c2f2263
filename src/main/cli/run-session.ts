import {
  toWindowSchema,
  unpackLive,
  type LiveProblem,
  type LiveResult,
  type LiveUninspected,
} from '../../shared/contract/live.ts';
import { inOneLine } from '../../shared/domain/visible-text.ts';
import type { CommandContext } from './command-context.ts';
import { areaPercent, counted } from './text.ts';
import { createUnlikeNotes, type UnlikeNotice } from './unlike-notes.ts';

export interface RunSessionOptions {
  /** Number of images to come; null if unknown. */
  readonly expected?: number | null;
  /** Number of results after which the session ends. */
  readonly most?: number;
  /** Whether the source goes on until it is stopped. */
  readonly isEndless?: boolean;
  readonly onResult?: ((result: LiveResult, body: Uint8Array) => void) | undefined;
}

/** Everything that a session told. */
export interface SessionResults {
  readonly results: readonly LiveResult[];
  readonly uninspected: readonly LiveUninspected[];
  readonly problems: readonly LiveProblem[];
  /** Notices about pictures unlike the training images. */
  readonly notices: readonly UnlikeNotice[];
}

/** Returns a result as a line: verdict, score, regions, file. */
export function resultText({ verdict, score, regions, name }: LiveResult): string {
  const found =
    regions.count === 0 && verdict !== 'good'
      ? 'strongest place outlined'
      : `${counted(regions.count, 'region')}, largest ${areaPercent(regions.largest)}`;
  return `${verdict.padEnd(6)}  ${score.toFixed(4).padStart(9)}  ${found.padEnd(28)}  ${inOneLine(name ?? '')}`.trimEnd();
}

/** Runs a session until all frames of its source are done or the wanted number of results has come. */
export async function runSession(
  { client, live, terminal, signal }: CommandContext,
  order: Parameters<CommandContext['client']['inspection']['start']>[0],
  { expected = null, most = Number.POSITIVE_INFINITY, isEndless = false, onResult }: RunSessionOptions,
): Promise<SessionResults> {
  const results: LiveResult[] = [];
  const uninspected: LiveUninspected[] = [];
  const problems: LiveProblem[] = [];
  const { promise: ended, resolve: onEnd } = Promise.withResolvers<undefined>();
  const unlike = createUnlikeNotes(terminal);
  const connection = live.connect((block) => {
    const { header, body } = unpackLive(block);
    const message = toWindowSchema.parse(header);
    if (message.kind === 'session') {
      unlike.hear(message.session?.unlike ?? null, results.length + 1);
      return true;
    }
    if (message.kind === 'beat' || message.kind === 'passed-over' || message.kind === 'part') return true;
    if (message.kind === 'result') {
      if (results.length >= most) return true;
      results.push(message);
      onResult?.(message, body);
      if (results.length >= most) onEnd(undefined);
    } else if (message.kind === 'uninspected') {
      uninspected.push(message);
      const { name, reason, detail } = message;
      const words = ['Not inspected', name, reason, detail].filter((word) => word !== null);
      terminal.note(inOneLine(words.join(': ')));
    } else {
      problems.push(message);
      terminal.note(inOneLine(message.message));
    }
    const done = results.length + uninspected.length;
    terminal.progress(`Inspecting: ${done}${expected === null ? '' : ` of ${expected}`} images`);
    return true;
  });
  const hear = (): void => onEnd(undefined);
  signal.addEventListener('abort', hear, { once: true });
  try {
    const { id: sessionId } = await client.inspection.start(order);
    const caughtUp = isEndless ? [] : [client.inspection.caughtUp({ sessionId })];
    if (!signal.aborted) await Promise.race([...caughtUp, ended]);
    await client.inspection.stop({ sessionId });
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', hear);
    connection.close();
  }
  return { results, uninspected, problems, notices: unlike.notices };
}
