import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { messageOf } from '../../../src/shared/domain/station-error.ts';
import { startStation, type RunningStation } from '../../e2e/support/running-station.ts';
import { makeChaosHome, serverProgram, type ChaosHome } from './chaos-home.ts';
import { checkHome } from './check-home.ts';
import type { ChaosKind, Round, SharedKind } from './kind.ts';
import { rowsOf } from './log-rows.ts';
import { createToldVerdicts, type ToldVerdicts } from './told-verdicts.ts';

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  readonly kinds: readonly ChaosKind[];
  readonly isShort: boolean;
  /** Ends the kills after the current round. */
  readonly signal?: AbortSignal;
  readonly onRound?: (title: string, kills: number) => void;
}

/** Result of all kills of one kind. */
export interface KindResult {
  readonly name: string;
  readonly title: string;
  /** Reason why this kind was skipped; null if it ran. */
  readonly skipped: string | null;
  kills: number;
  /** Outcomes that the station told someone before the kills. */
  told: number;
  missing: number;
  different: number;
  /** Number of starts after which the database was damaged. */
  damaged: number;
  /** Files that nothing refers to at the end of the run. */
  readonly leftBehind: string[];
  /** Duration of each start after a kill, milliseconds. */
  readonly restarts: number[];
  readonly faults: string[];
}

/** Longest time that the sweep of a start may take, milliseconds. */
const sweepPatienceMs = 30_000;
/** Returns whether the next start removes a file at any age. */
const isSwept = (path: string): boolean => /\.part\b|\/exports\//.test(path);

/** Kills stations and their processes, kind after kind, until the number of kills is reached, and checks the home after each. */
export async function causeKills(options: ChaosOptions): Promise<KindResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'loupe-chaos-'));
  try {
    const chaos = createChaos(folder, await makeChaosHome(folder), options);
    try {
      return await chaos.run();
    } finally {
      await chaos.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function createChaos(folder: string, home: ChaosHome, options: ChaosOptions) {
  const { seed, kinds, isShort, signal, onRound = () => undefined } = options;
  const told = createToldVerdicts();
  /** Files whose content was already compared with the rows. */
  const compared = new Set<string>();
  const known = new Set<string>();
  const started = new Set<RunningStation>();
  const results = new Map(
    kinds.map((kind): [ChaosKind, KindResult] => [
      kind,
      {
        name: kind.name,
        title: kind.title,
        skipped: kind.missing?.() ?? null,
        kills: 0,
        told: 0,
        missing: 0,
        different: 0,
        damaged: 0,
        leftBehind: [],
        restarts: [],
        faults: [],
      },
    ]),
  );

  /** The station of the shared home; null if none runs. */
  let current: RunningStation | null = null;

  async function start(result: KindResult, at: string, environment?: NodeJS.ProcessEnv) {
    const began = performance.now();
    const station = await startStation({
      home: at,
      program: serverProgram,
      ...(environment && { environment }),
    });
    result.restarts.push(performance.now() - began);
    started.add(station);
    return station;
  }

  async function check(result: KindResult, station: RunningStation, verdicts: ToldVerdicts, whole = false) {
    // Parts in the journal belong to the log once they are written, so wait for them.
    while ((await station.client.station.status()).log.waiting > 0) await sleep(20);
    const files = station.home === home.paths.home ? compared : new Set<string>();
    const found = await checkHome(station.home, verdicts, files, whole);
    result.missing += found.missing;
    result.different += found.different;
    if (!found.isWhole) result.damaged += 1;
    const left = found.leftBehind.map((path) => join(station.home, path)).filter((path) => !known.has(path));
    for (const path of left) known.add(path);
    result.leftBehind.push(...left);
    result.faults.push(...found.faults, ...(await countFaults(station)));
  }

  async function shared(kind: SharedKind, result: KindResult, round: Round): Promise<void> {
    current ??= await startStation({ home: home.paths.home, program: serverProgram });
    started.add(current);
    const { kills, settle } = await kind.shared(round, current);
    result.kills += kills;
    current = null;
    const next = await start(result, home.paths.home);
    await check(result, next, told);
    await settle?.(next);
    current = next;
  }

  async function round(kind: ChaosKind, number: number): Promise<void> {
    const result = results.get(kind);
    if (!result) return;
    const random = seededRandom(seed, number);
    const own = join(folder, `round-${number}`);
    mkdirSync(own);
    const mine = 'shared' in kind ? told : createToldVerdicts();
    const toldBefore = mine.count();
    const context: Round = {
      number,
      home,
      random,
      told: mine,
      folder: own,
      isShort,
      start: (at, environment) => start(result, at, environment),
      check: (station) => check(result, station, mine, true),
      fault: (text) => void result.faults.push(`round ${number}: ${text}`),
      wait: (most) => sleep(random.next() * most),
    };
    try {
      if ('shared' in kind) await shared(kind, result, context);
      else result.kills += await kind.alone(context);
    } catch (error) {
      result.faults.push(`round ${number}: ${messageOf(error)}`);
      await end();
    }
    result.told += mine.count() - toldBefore;
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Counts what is left behind after a later start has swept. Files of the log without a row are swept when they are a day old. */
  async function conclude(): Promise<void> {
    current ??= await startStation({ home: home.paths.home, program: serverProgram });
    started.add(current);
    // The station sweeps in the background after its start.
    const until = performance.now() + sweepPatienceMs;
    const unfinished = (): string[] => [...known].filter((path) => isSwept(path) && existsSync(path));
    while (unfinished().length > 0 && performance.now() < until) await sleep(50);
    for (const result of results.values()) {
      const left = result.leftBehind.filter((path) => existsSync(path));
      result.leftBehind.splice(0, Number.POSITIVE_INFINITY, ...left);
      const swept = left.filter(isSwept);
      if (swept.length > 0) result.faults.push(`left behind after the next starts: ${swept.join(', ')}`);
    }
    const code = await current.stop();
    if (code !== 0) throw new Error(`The last station ended with ${code}: ${current.output().slice(-1000)}`);
    started.delete(current);
    current = null;
  }

  async function end(): Promise<void> {
    for (const station of started) await station.kill();
    started.clear();
    current = null;
  }

  return {
    end,
    async run(): Promise<KindResult[]> {
      const possible = kinds.filter((kind) => results.get(kind)?.skipped === null);
      const order = seededRandom(seed);
      const kills = (): number => [...results.values()].reduce((sum, one) => sum + one.kills, 0);
      const waiting: ChaosKind[] = [];
      for (let number = 1; kills() < options.kills && possible.length > 0; number++) {
        if (signal?.aborted) break;
        if (waiting.length === 0) waiting.push(...possible);
        const [kind] = waiting.splice(order.integer(waiting.length), 1);
        if (kind === undefined) break;
        await round(kind, number);
        onRound(kind.title, kills());
      }
      await conclude();
      return [...results.values()];
    },
  };
}

/** Checks that the counts kept beside the log agree with its rows. */
async function countFaults({ client, home }: RunningStation): Promise<string[]> {
  const { parts, frames } = await client.log.counts({});
  const sum = [parts, frames].flatMap((counts) => Object.values(counts)).reduce((a, b) => a + b, 0);
  const rows = rowsOf(home);
  return sum === rows ? [] : [`counts say ${sum}, there are ${rows} rows`];
}
