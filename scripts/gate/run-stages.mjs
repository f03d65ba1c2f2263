import { availableParallelism } from 'node:os';
import { duration } from '../setup/steps.mjs';
import { failuresText } from './failures.mjs';
import { slowestText } from './slowest.mjs';
import { oneCheck, sum, summaryLine } from './summary.mjs';

/**
 * @typedef {import('./stages.mjs').Stage} Stage
 * @typedef {import('./stages.mjs').StageResult} StageResult
 * @typedef {{ stage: Stage, result: StageResult, time: string }} Done
 */

/**
 * Runs every stage, even after failures, and prints their times, the failures and the slow tests. The last line is the
 * total.
 *
 * @param {Stage[]} stages those that may run in parallel come first
 * @returns {Promise<number>} the exit code
 */
export async function runStages(stages, beside = Math.max(availableParallelism(), 2)) {
  const started = Date.now();
  /** @type {Done[]} */
  const results = [];
  const run = async (/** @type {Stage} */ stage) => void results.push(await runStage(stage));
  const lingering = stages.filter((stage) => stage.lingers).map(run);
  const next = stages.filter((stage) => stage.beside && !stage.lingers).values();
  const one = async () => {
    for (const stage of next) await run(stage);
  };
  await Promise.all(Array.from({ length: Math.max(1, beside - lingering.length) }, one));
  for (const stage of stages.filter((other) => !other.beside)) {
    process.stdout.write(`\n— ${stage.title}\n`);
    await run(stage);
  }
  await Promise.all(lingering);
  const total = sum(results.map(({ result }) => result));
  process.stdout.write('\n');
  for (const stage of stages) {
    const done = results.find((found) => found.stage === stage);
    if (done !== undefined) process.stdout.write(`${line(done)}\n`);
  }
  process.stdout.write(`       in ${duration(Date.now() - started)} altogether\n`);
  process.stdout.write(slowestText(results.flatMap(({ result }) => result.times ?? [])));
  process.stdout.write(failuresText(results.flatMap(({ result }) => result.failures ?? [])));
  for (const reason of total.reasons) process.stdout.write(`skipped ${reason}\n`);
  process.stdout.write(`${summaryLine(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

/**
 * @param {Stage} stage
 * @returns {Promise<Done>}
 */
async function runStage(stage) {
  const started = Date.now();
  /** @type {StageResult} */
  const result = await stage.run().catch((/** @type {unknown} */ error) => {
    const messages = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { ...oneCheck(false), failures: [{ title: stage.title, messages }] };
  });
  const done = { stage, result, time: duration(Date.now() - started) };
  process.stdout.write(`— ${line(done)}\n`);
  // The full messages; the end of the run repeats their first lines.
  if (stage.beside) {
    for (const { messages } of result.failures ?? []) process.stdout.write(`${messages.join('\n')}\n\n`);
  }
  return done;
}

/** @param {Done} done */
function line({ stage, result, time }) {
  return `${result.failed > 0 ? 'FAILED' : 'ok    '} ${stage.title}: ${summaryLine(result)}, ${time}`;
}
