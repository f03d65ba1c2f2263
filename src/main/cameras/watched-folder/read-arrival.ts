import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../../shared/domain/frame.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { sha256 } from '../../files/hash.ts';
import { decodePart } from '../../images/decode-image.ts';
import { readImageBytes } from '../../images/read-image-file.ts';
import type { Arrival } from './arrival-queue.ts';
import { hasForeignName, isSameState, stateOf, type FileState } from './file-state.ts';
import { fileEnd } from './unwritten-end.ts';

/** A file is at rest if two looks this far apart find the same state, milliseconds. */
const lookEveryMs = 40;
/** Longest wait for a file that is being written before others go first, milliseconds. */
const waitedForMs = 250;
/** Time at rest before such a file gets its turn again, milliseconds. */
const writtenOnMs = 100;
/** Time at rest after which a file that cannot be opened or decoded is unreadable, milliseconds. */
const patienceMs = 6000;
/** Time between two tries to open a file that its writer has locked, milliseconds; no event tells the unlocking. */
const triedEveryMs = 500;
/** Time at rest required of a file that ends in bytes of 0, milliseconds; they may be reserved but unwritten. */
const reservedMs = 3000;

/** Fewest bytes of 0 that count as unwritten; complete files may end in fewer. */
const fewestReserved = 512;

export type Reading =
  | { readonly kind: 'whole'; readonly frame: Frame; readonly state: FileState; readonly sha256: string }
  /** The content was inspected under this name before. */
  | { readonly kind: 'inspected'; readonly state: FileState; readonly sha256: string }
  /** Incomplete so far. If the file does not change, read it again `patienceMs` after its last change. */
  | { readonly kind: 'unfinished'; readonly patienceMs: number }
  | { readonly kind: 'gone'; readonly error: StationError }
  /** The file is at rest and is no picture. */
  | { readonly kind: 'unreadable'; readonly state: FileState; readonly error: StationError };

/** Options for reading an arrival. */
export interface HowToRead {
  readonly signal: AbortSignal;
  /** Number of bits used by the samples of 16-bit pictures; 16 if left out. */
  readonly sampleBits?: number | undefined;
}

/** Reads the arrivals of one folder. */
export interface ArrivalReader {
  /** Reads a picture that another program may still be writing. @throws once its signal aborts */
  read(path: string, arrival: Arrival, how: HowToRead): Promise<Reading>;
}

/** Content of a file at rest. */
interface Content extends Pick<HowToRead, 'sampleBits'> {
  readonly state: FileState;
  readonly bytes: Uint8Array | StationError;
}

export function createArrivalReader(): ArrivalReader {
  /** Most bytes of 0 at the end of a complete file so far; these were black pixels, not unwritten room. */
  let usualZeros = fewestReserved;

  async function read(path: string, arrival: Arrival, { signal, sampleBits }: HowToRead): Promise<Reading> {
    const until = performance.now() + waitedForMs;
    for (;;) {
      const before = await atRest(path, arrival, until, signal);
      if (before === 'written-on') return { kind: 'unfinished', patienceMs: writtenOnMs };
      const bytes = await readImageBytes(path).catch(asStationError);
      const after = await stateOf(path);
      if (before === null || after === null) return { kind: 'gone', error: missing(path) };
      // If the state changed, the bytes may mix two versions of the file.
      if (isSameState(before, after)) return await judge(path, arrival, { state: before, bytes, sampleBits });
      note(arrival, after);
    }
  }

  async function judge(
    path: string,
    arrival: Arrival,
    { state, bytes, sampleBits }: Content,
  ): Promise<Reading> {
    const restMs = performance.now() - arrival.changedAt;
    const failed = (error: StationError): Reading => {
      const isHeld = error.code === 'NO_PERMISSION';
      if (restMs >= patienceMs || !(isHeld || error.code === 'UNREADABLE_IMAGE')) {
        return { kind: 'unreadable', state, error };
      }
      return {
        kind: 'unfinished',
        patienceMs: isHeld ? Math.min(restMs + triedEveryMs, patienceMs) : patienceMs,
      };
    };
    if (bytes instanceof StationError) {
      return failed((await hasForeignName(path)) ? unreachable(path) : bytes);
    }
    const { isCut, zeros } = fileEnd(bytes);
    if (isCut) return failed(cutShort(path));
    if (zeros > usualZeros && restMs < reservedMs) return { kind: 'unfinished', patienceMs: reservedMs };
    const content = sha256(bytes);
    if (content === arrival.inspected) return { kind: 'inspected', state, sha256: content };
    const frame = await decodePart(bytes, basename(path), sampleBits).catch(asStationError);
    if (frame instanceof StationError) return failed(frame);
    usualZeros = Math.max(usualZeros, zeros);
    return { kind: 'whole', frame, state, sha256: content };
  }

  return { read };
}

/** Waits until the file is at rest and returns its state; null if it is gone. */
async function atRest(
  path: string,
  arrival: Arrival,
  until: number,
  signal: AbortSignal,
): Promise<FileState | 'written-on' | null> {
  for (;;) {
    signal.throwIfAborted();
    const state = await stateOf(path);
    if (state === null) return null;
    if (!isSameState(state, arrival.seen)) note(arrival, state);
    else if (performance.now() - arrival.changedAt >= lookEveryMs) return state;
    if (performance.now() > until) return 'written-on';
    await sleep(lookEveryMs, undefined, { signal });
  }
}

function note(arrival: Arrival, state: FileState): void {
  arrival.seen = state;
  arrival.changedAt = performance.now();
}

/** Returns an expected failure. @throws any other error */
function asStationError(error: unknown): StationError {
  if (error instanceof StationError) return error;
  throw error;
}

function cutShort(path: string): StationError {
  return new StationError(
    'UNREADABLE_IMAGE',
    `“${basename(path)}” is damaged or cut short. Copy or record it again.`,
    'It has its full length, but its end was not written',
  );
}

function unreachable(path: string): StationError {
  return new StationError(
    'NOT_FOUND',
    `“${basename(path)}” has a name that is not UTF-8, so that it cannot be read. Have its camera write such names.`,
  );
}

function missing(path: string): StationError {
  return new StationError('NOT_FOUND', `“${path}” does not exist. Check the path.`);
}
