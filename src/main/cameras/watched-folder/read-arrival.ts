import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../../shared/domain/frame.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { sha256 } from '../../files/hash.ts';
import { decodePart } from '../../images/decode-image.ts';
import { readImageBytes } from '../../images/read-image-file.ts';
import type { Arrival } from './arrival-queue.ts';
import { isSameState, stateOf, type FileState } from './file-state.ts';
import { fileEnd } from './unwritten-end.ts';

/** A file is at rest when two looks so far apart find it alike, milliseconds. */
const lookEveryMs = 40;
/** A file that is written on is waited for so long, then others go first, milliseconds. */
const waitedForMs = 250;
/** It gets its turn again when it has been at rest for so long, milliseconds. */
const writtenOnMs = 100;
/** A file that cannot be opened or decoded, or not yet, may take so long to be written on, milliseconds. */
const patienceMs = 6000;
/** One that its writer holds for itself is tried this often: nothing tells that it was let go, milliseconds. */
const triedEveryMs = 500;
/** A file that ends in bytes of 0 may be reserved room: it has to be at rest for so long, milliseconds. */
const reservedMs = 3000;

/** Fewer bytes of 0 end many a whole file; writers leave more unwritten. */
const fewestReserved = 512;

export type Reading =
  | { readonly kind: 'whole'; readonly frame: Frame; readonly state: FileState; readonly sha256: string }
  /** What was inspected under its name already. */
  | { readonly kind: 'inspected'; readonly state: FileState; readonly sha256: string }
  /** Not whole; it may become so. If it does not change, it should be read again this long after its last change. */
  | { readonly kind: 'unfinished'; readonly patienceMs: number }
  | { readonly kind: 'gone'; readonly error: StationError }
  /** It is at rest and no picture. */
  | { readonly kind: 'unreadable'; readonly state: FileState; readonly error: StationError };

/** How an arrival is read. */
export interface HowToRead {
  readonly signal: AbortSignal;
  /** How many bits the samples of 16-bit pictures fill; all 16 when left out. */
  readonly sampleBits?: number | undefined;
}

/** Reads what arrives in one folder. */
export interface ArrivalReader {
  /** Reads a picture that another program may still be writing. @throws once its signal aborts */
  read(path: string, arrival: Arrival, how: HowToRead): Promise<Reading>;
}

/** What was found in a file at rest. */
interface Content extends Pick<HowToRead, 'sampleBits'> {
  readonly state: FileState;
  readonly bytes: Uint8Array | StationError;
}

export function createArrivalReader(): ArrivalReader {
  /** So many bytes of 0 at its end had a file of this folder that was whole: black pixels, no reserved room. */
  let usualZeros = fewestReserved;

  async function read(path: string, arrival: Arrival, { signal, sampleBits }: HowToRead): Promise<Reading> {
    const until = performance.now() + waitedForMs;
    for (;;) {
      const before = await atRest(path, arrival, until, signal);
      if (before === 'written-on') return { kind: 'unfinished', patienceMs: writtenOnMs };
      const bytes = await readImageBytes(path).catch(asStationError);
      const after = await stateOf(path);
      if (before === null || after === null) return { kind: 'gone', error: missing(path) };
      // What was read may be of two writings.
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
    if (bytes instanceof StationError) return failed(bytes);
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

/** The file's state once it is at rest; null when it is gone. */
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

/** @throws what is no expected failure */
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

function missing(path: string): StationError {
  return new StationError('NOT_FOUND', `“${path}” does not exist. Check the path.`);
}
