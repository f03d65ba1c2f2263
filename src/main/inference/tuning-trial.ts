import { availableParallelism, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { graphOptions } from './graph-options.ts';
import { bestTuning, tuningCandidates, untuned, type Tuning } from './graph-tuning.ts';

export interface TrialResult {
  readonly tuning: Tuning;
  /** True if the machine was quiet enough for the result to be kept. */
  readonly lasting: boolean;
}

const budgetMs = 2000;
const leastRounds = 3;
const mostRounds = 15;
/** Share of one processor that other programs may use during a trial. */
const mostDisturbance = 0.25;
const lookAroundMs = 200;
const frameSide = 256;
const undecided: TrialResult = { tuning: untuned, lasting: false };

/**
 * Runs frames through a graph with each candidate in turn, for about two seconds at most. There is no trial while other programs or
 * graphs keep the machine busy; a graph that is too slow for two seconds stays untuned (decision 0065).
 *
 * @param graph path of the graph
 * @param runsOfOthers returns how many frames other graphs of this process have run so far
 * @throws Error if the graph cannot be opened
 */
export async function runTrial(graph: string, runsOfOthers: () => number = () => 0): Promise<TrialResult> {
  const ranBefore = runsOfOthers();
  const isAlone = (): boolean => runsOfOthers() === ranBefore;
  const before = watchDisturbance();
  await sleep(lookAroundMs);
  if (!isAlone() || before() > mostDisturbance) return undecided;
  const disturbance = watchDisturbance();
  const candidates = tuningCandidates(availableParallelism());
  const sessions: InferenceSession[] = [];
  try {
    for (const tuning of candidates) {
      sessions.push(await InferenceSession.create(graph, await graphOptions('cpu', tuning)));
    }
    const times = await timesInTurn(sessions, isAlone);
    if (!isAlone() || disturbance() > mostDisturbance) return undecided;
    return { tuning: bestTuning(candidates, times), lasting: true };
  } finally {
    for (const session of sessions) await session.release();
  }
}

/** Measures each session's frames, round by round. It returns none if three rounds would take too long or other frames arrive. */
async function timesInTurn(
  sessions: readonly InferenceSession[],
  goesOn: () => boolean,
): Promise<number[][]> {
  const times = sessions.map(() => new Array<number>());
  const order = [...sessions.keys()];
  const started = performance.now();
  for (let round = -1; round < mostRounds; round++) {
    if (round >= leastRounds && performance.now() - started > budgetMs) break;
    for (const at of round % 2 === 0 ? order : order.toReversed()) {
      const ms = await timeFrame(sessions[at]);
      if (!goesOn()) return [];
      if (ms * sessions.length * leastRounds > budgetMs) return [];
      if (round >= 0) times[at]?.push(ms);
    }
  }
  return times;
}

async function timeFrame(session: InferenceSession | undefined): Promise<number> {
  const pixels = new Uint8Array(frameSide * frameSide * 3).fill(99);
  const frame = new Tensor('uint8', pixels, [1, frameSide, frameSide, 3]);
  const before = performance.now();
  await session?.run({ frame }, ['score', 'map']);
  return performance.now() - before;
}

/** Returns a function that tells how much other programs have used the processors since, in processors. */
function watchDisturbance(): () => number {
  const busy = (): number =>
    cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  const [before, ownBefore, started] = [busy(), process.cpuUsage(), performance.now()];
  return () => {
    const own = process.cpuUsage(ownBefore);
    const others = busy() - before - (own.user + own.system) / 1000;
    return others / (performance.now() - started);
  };
}
