import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { LiveOutcome, LiveProblem, LiveResult, LiveUninspected } from '../../shared/contract/live.ts';
import type { Session } from '../../shared/contract/inspection.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import { firstLane } from '../../shared/domain/lanes.ts';
import { countedAs } from '../../shared/domain/source-kinds.ts';
import { readMap, readPictureBytes, useLiveChannel, type AnomalyMap } from '../transport/live-channel.ts';
import { withInterval, type Intervals } from '../../shared/domain/usual-interval.ts';
import { useStationConnection } from '../transport/client.ts';
import { useStationClock } from './station-clock.ts';
import { createPacer } from './pacer.ts';
import { createRate } from './rate.ts';
import { choosePartsForStrip } from './strip-choice.ts';

/** An inspected part: the judged picture, its map and the station's result. */
export interface InspectedPart {
  readonly result: LiveResult;
  readonly map: AnomalyMap;
  /** Null if another window's camera took the picture. */
  readonly picture: ImageBitmap | null;
}

/** A part that was not inspected: the reason, and the picture if there is one. */
export interface UninspectedPart {
  readonly result: LiveUninspected;
  readonly map: null;
  readonly picture: ImageBitmap | null;
}

/** A part with its outcome. */
export type LivePart = InspectedPart | UninspectedPart;

/** Returns the pixels of a frame that this window sent; null for other frames. */
export type TakePicture = (result: LiveOutcome) => ImageBitmap | null;

/** Times of a frame and the frame rate. */
export interface LiveFigures {
  /** Times of the latest part's steps, milliseconds. */
  readonly timings: LiveResult['timings'];
  /** Duration of the last drawing, milliseconds. */
  readonly draw: number;
  readonly framesPerSecond: number | null;
  /** Position of the latest part, if its model aligns parts. */
  readonly pose: LiveResult['pose'];
}

/** Most parts in the strip. */
const kept = 20;
/**
 * How often the window draws figures, counts and the strip of parts, milliseconds. Nobody reads thirty numbers a
 * second, and drawing them would take computing time from the frames.
 */
const figuresEvery = 250;
/** A camera with more frames per second is fast. */
const fast = 10;

/** Whether someone may decide on the part next: the log has it, and not only as a kept good part. */
export const waitsForDecision = ({ entryId, verdict }: LiveOutcome): boolean =>
  entryId !== null && verdict !== 'good';

/** The station's live reports: the session, the latest part, the last twenty parts, problems, speed. */
export const useLive = defineStore('live', () => {
  const channel = useLiveChannel();
  const clock = useStationClock();
  /** The lane that this window shows. */
  const lane = ref(firstLane);
  /** The session of each lane, as the station reports it; null: no inspection there. */
  const sessions = shallowRef<ReadonlyMap<number, Session | null>>(new Map());
  const session = shallowRef<Session | null>(null);
  const sessionKnown = ref(false);
  const latest = shallowRef<LivePart | null>(null);
  /** The latest part while its moment lasts; null before the first part and after an interruption. */
  const current = shallowRef<LivePart | null>(null);
  /** Time of the current part's arrival, and of the station's last report; `performance.now()`. */
  const currentSince = ref(0);
  const heardAt = ref(performance.now());
  /** Times between the last parts. */
  const intervals = shallowRef<Intervals>([]);
  /** Newest first. */
  const parts = shallowRef<readonly LivePart[]>([]);
  /** The part that the operator froze to look at it; the session continues. */
  const frozen = shallowRef<LivePart | null>(null);
  /** A problem of the source; it stays until someone has read it. */
  const problem = shallowRef<LiveProblem | null>(null);
  const figures = shallowRef<LiveFigures | null>(null);
  const rate = createRate();
  const pacer = createPacer(follow, figuresEvery);
  /** Parts that are not shown yet, newest first. */
  let waiting: LivePart[] = [];
  let counts: Session['counts'] | null = null;
  let framesPerSecond: number | null = null;
  let drawMs = 0;
  /** The last log entry whose part is in the strip. */
  let entryAtHand: number | null = null;
  const settled = new Set<(number: number) => void>();
  let takePicture: TakePicture = () => null;
  let decoding = Promise.resolve();

  function forget(): void {
    pacer.cancel();
    for (const part of [...waiting, ...parts.value]) part.picture?.close();
    waiting = [];
    counts = null;
    parts.value = [];
    latest.value = null;
    frozen.value = null;
    problem.value = null;
    intervals.value = [];
    endMoment();
    rate.reset();
    framesPerSecond = null;
    figures.value = null;
  }

  function showParts(): void {
    const kind = session.value?.source.kind;
    const areFrames = kind !== undefined && countedAs(kind, session.value?.trigger) === 'frames';
    const stream = areFrames && (framesPerSecond ?? 0) > fast;
    const taken = choosePartsForStrip(waiting, stream, entryAtHand);
    const all = [...taken, ...parts.value];
    const left = waiting.filter((part) => !taken.includes(part));
    // The latest part is in view, and the strip may still take it.
    waiting = left.filter((part) => part === latest.value);
    for (const old of [...left, ...all.slice(kept)]) {
      if (old !== frozen.value && old !== latest.value) old.picture?.close();
    }
    parts.value = all.slice(0, kept);
  }

  /** Updates figures, counts and strip to the latest part. */
  function follow(): void {
    if (waiting.length > 0) showParts();
    if (session.value && counts) session.value = { ...session.value, counts };
    counts = null;
    const judged = latest.value?.map ? latest.value.result : null;
    figures.value = judged && { timings: judged.timings, draw: drawMs, framesPerSecond, pose: judged.pose };
  }

  /** Shows a session that the station reports; null: none. */
  function begin(next: Session | null): void {
    if (counts) pacer.now();
    if (next?.id !== session.value?.id && next !== null) {
      forget();
    }
    // An ended session stays readable until the next one begins.
    const ended = session.value && { ...session.value, endedAt: session.value.endedAt ?? clock.time() };
    session.value = next ?? ended;
    sessionKnown.value = true;
  }

  /** Shows a session from an answer of the station; the window may have changed the lane since the question. */
  function takeAnswer(next: Session): void {
    sessions.value = new Map(sessions.value).set(next.lane, next.endedAt === null ? next : null);
    if (next.lane === lane.value) begin(next);
  }

  /** The last verdict no longer describes the line; its part stays in view. */
  function endMoment(): void {
    current.value = null;
    rate.reset();
    framesPerSecond = null;
  }

  function show(part: LivePart): void {
    if (part.result.sessionId !== session.value?.id) return;
    const now = performance.now();
    if (current.value !== null) intervals.value = withInterval(intervals.value, now - currentSince.value);
    latest.value = part;
    current.value = session.value.paused ? null : part;
    currentSince.value = now;
    waiting.unshift(part);
    // Views are not counted by themselves: the station reports the session again after all views of a part.
    if (!isView(part.result)) counts = part.result.counts;
    framesPerSecond = rate.count(now);
    // The strip shows a part at once if someone may decide on it.
    const { entryId } = part.result;
    if (waitsForDecision(part.result) && entryId !== entryAtHand) {
      entryAtHand = entryId;
      showParts();
    }
    pacer.ask();
  }

  async function receive(result: LiveOutcome, body: Uint8Array, sent: ImageBitmap | null): Promise<void> {
    const bytes = readPictureBytes(result, body);
    const picture = bytes ? await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })) : sent;
    show(
      result.kind === 'result'
        ? { result, map: readMap(result, body), picture }
        : { result, map: null, picture },
    );
  }

  channel.onMessage((message, body) => {
    heardAt.value = performance.now();
    switch (message.kind) {
      case 'beat':
      case 'part':
        return;
      case 'session':
        sessions.value = new Map(sessions.value).set(message.lane, message.session);
        if (message.lane === lane.value) begin(message.session);
        return;
      case 'problem':
        if (message.lane === null || message.lane === lane.value) problem.value = message;
        return;
      case 'passed-over':
        if (message.sessionId !== session.value?.id) return;
        for (const listener of settled) listener(message.frameNumber);
        return;
      case 'result':
      case 'uninspected': {
        // Late results of a replaced inspection are not shown; the log has them.
        if (message.sessionId !== session.value?.id) return;
        const sent = takePicture(message);
        // The next frame may leave at once; pictures are decoded one by one, in order.
        for (const listener of settled) listener(message.frameNumber);
        decoding = decoding.then(() => receive(message, body, sent)).catch(reportError);
      }
    }
  });
  useStationConnection().onOpen((wires) => {
    heardAt.value = performance.now();
    wires.onClose(() => {
      endMoment();
      pacer.now();
    });
  });

  return {
    lane,
    sessions,
    session,
    sessionKnown,
    latest,
    current,
    currentSince,
    heardAt,
    intervals,
    endMoment,
    parts,
    frozen,
    problem,
    figures,
    takeAnswer,
    /** Shows another lane and its inspection. */
    showLane(next: number): void {
      if (next === lane.value) return;
      lane.value = next;
      forget();
      session.value = null;
      begin(sessions.value.get(next) ?? null);
    },
    /** Forgets the ended session, e.g. when another product is chosen. */
    clear: () => {
      forget();
      session.value = null;
    },
    running: computed(() => session.value !== null && session.value.endedAt === null),
    freeze: (part: LivePart | null) => {
      frozen.value = part;
    },
    dismissProblem: () => {
      problem.value = null;
    },
    /** Notes the duration of the latest drawing. */
    noteDrawing: (milliseconds: number) => {
      drawMs = milliseconds;
    },
    /** Sets the function that returns the pixels of sent frames. */
    setTakePicture: (take: TakePicture) => {
      takePicture = take;
    },
    /** Calls the listener with the number of each frame that the station has finished with. Returns its removal. */
    onSettled(listener: (number: number) => void): () => void {
      settled.add(listener);
      return () => settled.delete(listener);
    },
  };
});
