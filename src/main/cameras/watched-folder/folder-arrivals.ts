import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StationError } from '../../../shared/domain/station-error.ts';
import { compareNaturally, isPictureName } from '../../images/list-images.ts';
import { createTurns } from '../../host/in-turn.ts';
import { createArrivalQueue, type Arrival, type ArrivalQueue } from './arrival-queue.ts';
import { ageOf, isSameState, isSameWriting, stateOf, type FileState } from './file-state.ts';
import { folderEvents } from './folder-events.ts';
import type { FolderMemory, InspectedFile } from './folder-memory.ts';
import { checkFolder, folderTroubles, overtaken } from './folder-troubles.ts';
import { listWatched, type WatchedListing } from './list-folder.ts';

/**
 * Time between two listings of the folder, milliseconds. Events are not enough: a network share and a removed folder
 * give none.
 */
const listEveryMs = 1000;
/** Events within this time are handled together, milliseconds. */
const gatherMs = 10;
/** Number of files without events that each listing examines; the listings take turns through all files. */
const lookedAtAgain = 500;
/** A file is at rest after this time without a write, milliseconds. */
const restMs = 1000;
/** Time between two looks at an incomplete file, and time at rest before it is read again, milliseconds. */
const asideEveryMs = 100;
/** Longest wait of a changeover for a network share, milliseconds. */
const markPatienceMs = 3000;
/** Longest listing before the folder counts as away, milliseconds: a network share may not answer at all. */
const listPatienceMs = 10_000;
/** Most files whose names others took that are remembered; they appear under their new names at once. */
const mostDisplaced = 1000;
/** Number of files examined at the same time. */
const askedAtOnce = 4;

export interface ArrivalOptions {
  readonly folder: string;
  readonly withSubfolders: boolean;
  readonly memory: FolderMemory;
  /** Whether each file in the folder at the start is a part, even if it was inspected before. */
  readonly again: boolean;
  /** Called once each time the folder goes away. */
  readonly onProblem: (problem: StationError) => void;
  /** Called for a part whose file was overwritten before its turn. */
  readonly onOvertaken: (name: string, problem: StationError) => void;
}

export interface FolderArrivals extends Pick<ArrivalQueue, 'next' | 'setAside'> {
  /** Marks an arrival as done: its file is skipped until its state differs. @param state null if the file is gone */
  settle(arrival: Arrival, state: FileState | null): void;
  /** Returns whether a missing file is in the folder under another name. */
  hasMoved(arrival: Arrival): Promise<boolean>;
  /**
   * Calls `reached` once the files that are in the folder now are done. Resolves once the mark is set: later
   * arrivals come after it.
   */
  mark(reached: () => void): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Finds the pictures that arrive in a folder: first those that are there and were not inspected yet, in natural order,
 * then each as it comes. A name is a new arrival if its file is written again, replaced by a renamed file, or comes
 * back after it was gone (decision 0114).
 *
 * @throws StationError NOT_FOUND, NO_PERMISSION, or BAD_INPUT if the path is no folder
 */
export async function folderArrivals(options: ArrivalOptions): Promise<FolderArrivals> {
  const { folder, withSubfolders, memory, again, onOvertaken } = options;
  await checkFolder(folder);
  const queue = createArrivalQueue();
  /** State of each existing file when it was done; an unchanged file is skipped. */
  const settled = new Map<string, FileState>();
  /** The latest arrival of each name that is not done yet. */
  const open = new Map<string, Arrival>();
  const troubles = folderTroubles(options);
  const inTurn = createTurns();
  const touched = new Set<string>();
  const events = folderEvents(folder, touch);
  /** The part that was read last; its file may be renamed during its inspection. */
  let latest: { readonly name: string; readonly state: FileState } | null = null;
  /** Inspected files whose names others took; each may be there under another name. */
  const displaced: InspectedFile[] = [];
  let stopped = false;
  let nextLook = 0;

  function arrive(name: string, state: FileState, inspected: string | null, atStart: boolean): void {
    // Only at the start is the file's own time used, since a network share's clock may be wrong.
    const changedAt = performance.now() - (atStart ? ageOf(state) : 0);
    const arrival: Arrival = {
      name,
      seen: state,
      gone: false,
      changedAt,
      inspected,
      phase: 'waiting',
      patienceMs: 0,
      readAfter: changedAt,
    };
    open.set(name, arrival);
    queue.put(arrival);
  }

  /** Handles a name that was examined: an arrival, a change of a waiting arrival, or nothing new. */
  async function meet(name: string, state: FileState | null, atStart: boolean): Promise<void> {
    const arrival = open.get(name);
    if (arrival) return follow(arrival, state);
    if (state === null) return void settled.delete(name);
    const before = settled.get(name);
    if (before && isSameState(before, state)) return;
    const known = atStart && again ? null : memory.find(name);
    const isKnown = known ? isSameState(known, state) : before !== undefined && isSameWriting(before, state);
    if (isKnown || (!(atStart && again) && (await isRenamed(name, state)))) {
      settled.set(name, state);
      return;
    }
    // While the folder is watched, each write is a part. For files changed before the start, the content decides.
    const mayBeKnown = known !== null && (atStart || isSameWriting(known, state));
    arrive(name, state, mayBeKnown ? known.sha256 : null, atStart);
  }

  /**
   * Returns whether the file is an inspected part that was renamed; such a file is no new part. Its earlier name may
   * be another picture's by now: some cameras rename `latest` to `latest_1` and write a new `latest`.
   */
  async function isRenamed(name: string, state: FileState): Promise<boolean> {
    const isLatest = latest !== null && isSameState(latest.state, state);
    const from = isLatest ? (latest?.name ?? null) : memory.nameOf(state);
    const file = displaced.find((other) => isSameState(other, state));
    if (from === null) {
      if (file) memory.remember(name, file);
      return file !== undefined;
    }
    const left = await stateOf(join(folder, from));
    if (from === name || (left !== null && isSameState(left, state))) return false;
    const settledAs = settled.get(from);
    if (settledAs && isSameState(settledAs, state)) settled.delete(from);
    const taken = memory.find(name);
    if (taken) displaced.push(taken);
    displaced.splice(0, displaced.length - mostDisplaced);
    memory.rename(from, name);
    return true;
  }

  function follow(arrival: Arrival, state: FileState | null): void {
    arrival.gone ||= state === null;
    if (state === null || isSameState(arrival.seen, state)) return;
    if (arrival.phase === 'waiting' && isAnother(arrival, state)) {
      arrival.phase = 'overtaken';
      onOvertaken(arrival.name, overtaken(arrival.name));
      arrive(arrival.name, state, null, false);
      return;
    }
    arrival.gone = false;
    arrival.seen = state;
    arrival.changedAt = performance.now();
  }

  /** Examines names; arrivals enter the queue in the order of the names. */
  async function look(names: readonly string[], atStart: boolean): Promise<void> {
    for (let from = 0; from < names.length; from += askedAtOnce) {
      const some = names.slice(from, from + askedAtOnce);
      const states = await Promise.all(some.map((name) => stateOf(join(folder, name))));
      for (const [index, name] of some.entries()) {
        if (stopped) return;
        try {
          await meet(name, states[index] ?? null, atStart);
        } catch (error) {
          // The memory of inspected files failed; the next listing tries the name again.
          troubles.lost(error);
        }
      }
    }
  }

  async function list(atStart: boolean): Promise<void> {
    let listing: WatchedListing;
    const late = setTimeout(() => {
      if (!stopped) troubles.lost(new Error('It does not answer.'));
    }, listPatienceMs);
    try {
      listing = await listWatched(folder, withSubfolders);
    } catch (error) {
      if (!stopped) troubles.lost(error);
      return;
    } finally {
      clearTimeout(late);
    }
    if (stopped) return;
    events.follow(listing.folders);
    const there = new Set(listing.names);
    for (const name of settled.keys()) if (!there.has(name)) settled.delete(name);
    for (const [name, arrival] of open) if (!there.has(name)) follow(arrival, null);
    const isNew = (name: string): boolean => !settled.has(name) && !open.has(name);
    const others = listing.names.filter((name) => !isNew(name));
    const some = others.slice(nextLook, nextLook + lookedAtAgain);
    nextLook = nextLook + lookedAtAgain >= others.length ? 0 : nextLook + lookedAtAgain;
    memory.keep(listing.names);
    await look(listing.names.filter(isNew).sort(compareNaturally), atStart);
    await look(some, false);
    await troubles.found(listing, settled.size + open.size > 0);
  }

  /** Notes an event of the system for a name. */
  function touch(name: string): void {
    const file = name.slice(name.lastIndexOf('/') + 1);
    if (stopped || file.startsWith('.') || !isPictureName(file)) return;
    if (touched.size === 0) setTimeout(() => void inTurn(lookAtTouched), gatherMs);
    touched.add(name);
  }

  async function lookAtTouched(): Promise<void> {
    const names = [...touched];
    touched.clear();
    await look(names, false);
  }

  /** Gives incomplete arrivals their turn again once they have changed or their patience has run out. */
  async function lookAside(): Promise<void> {
    for (const arrival of [...queue.aside]) {
      follow(arrival, await stateOf(join(folder, arrival.name)));
      const rest = performance.now() - arrival.changedAt;
      const hasChanged = arrival.changedAt > arrival.readAfter;
      const isDue = rest >= (hasChanged ? asideEveryMs : arrival.patienceMs);
      if (isDue || arrival.gone) queue.bringBack(arrival);
    }
  }

  await inTurn(() => list(true));
  const ending = new AbortController();
  const listings = repeat(() => inTurn(() => list(false)), listEveryMs, ending.signal);
  const lookings = repeat(() => inTurn(lookAside), asideEveryMs, ending.signal);

  return {
    next: queue.next,
    setAside: queue.setAside,
    settle(arrival, state) {
      if (open.get(arrival.name) !== arrival) return;
      open.delete(arrival.name);
      if (state === null) settled.delete(arrival.name);
      else {
        settled.set(arrival.name, state);
        latest = { name: arrival.name, state };
      }
    },
    async hasMoved({ name, seen }) {
      await inTurn(() => list(false));
      const isIt = (state: FileState): boolean => isSameState(state, seen);
      const waits = [...open.values()].some((other) => other.name !== name && isIt(other.seen));
      return waits || [...settled.values()].some(isIt);
    },
    async mark(reached) {
      let marked = false;
      const mark = (): void => {
        if (!marked) queue.mark(reached);
        marked = true;
      };
      // The folder may hold a file whose event has not come yet.
      const listed = inTurn(() => (stopped ? Promise.resolve() : list(false).finally(mark)));
      await Promise.race([listed, sleep(markPatienceMs, undefined, { ref: false })]);
      mark();
    },
    async stop() {
      stopped = true;
      ending.abort();
      queue.close();
      events.close();
      await Promise.all([listings, lookings]);
      await inTurn(() => Promise.resolve());
    },
  };
}

/** Returns whether a waiting file was replaced by another, rather than still being written. */
function isAnother({ seen, gone, changedAt }: Arrival, now: FileState): boolean {
  if (gone) return true;
  if (seen.size <= 0 || isSameWriting(seen, now)) return false;
  return seen.inode !== now.inode || performance.now() - changedAt >= restMs;
}

/** Repeats an act with a rest after each run until the signal aborts; resolves when the last run is done. */
async function repeat(act: () => Promise<void>, restMs: number, signal: AbortSignal): Promise<void> {
  const rest = (): Promise<boolean> =>
    sleep(restMs, true, { signal }).then(
      () => true,
      () => false,
    );
  while (await rest()) await act();
}
