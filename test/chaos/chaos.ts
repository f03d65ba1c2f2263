import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { causeKills } from '../support/chaos/cause-kills.ts';
import { chaosKinds } from '../support/chaos/kinds.ts';
import { rowOf, tableHead } from '../support/chaos/table.ts';
import { markdownTable } from '../bench/support/markdown-table.ts';
import { machine } from '../bench/support/report.ts';
import { killPlant, type KillPlantOptions } from '../support/plant/kill-plant.ts';

const usage = `Usage: npm run chaos -- --kills N [--seed S] [--only KIND,…] [--quick]
       npm run chaos -- --plant --kills N [--seed S] [--database postgresql]
Kills stations and their processes at random moments, then looks whether all that was told is in the log.
Kinds:
${chaosKinds.map(({ name, title }) => `  ${name.padEnd(14)} ${title}`).join('\n')}
  --kills  ends after so many (40)
  --seed   chooses kinds and moments (1); how far a process is at a moment differs all the same
  --quick  shorter faults, as the gate has them
  --plant  a plant and three stations instead: NATS server, host and stations are killed
  --database  where the plant's log lies: embedded, or postgresql, which is killed, too
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    plant: { type: 'boolean', default: false },
    database: { type: 'string', default: 'embedded' },
    help: { type: 'boolean', default: false },
  },
});
const [kills, seed] = [Number(values.kills), Number(values.seed)];
const only = values.only?.split(',');
const unknown = only?.filter((name) => !chaosKinds.some((kind) => kind.name === name)) ?? [];
const database = (['embedded', 'postgresql'] as const).find((kind) => kind === values.database);
const isWrong = !Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed) || unknown.length > 0;

if (values.help || isWrong || database === undefined) {
  process.stderr.write(unknown.length > 0 ? `Unknown: ${unknown.join(', ')}\n${usage}` : usage);
  process.exitCode = values.help ? 0 : 2;
} else if (values.plant) {
  process.exitCode = await killThePlant(database);
} else {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.stderr.write('It ends after this round …\n');
      ending.abort();
    });
  }
  const began = performance.now();
  const results = await causeKills({
    kills,
    seed,
    isShort: values.quick,
    signal: ending.signal,
    kinds: chaosKinds.filter(({ name }) => only?.includes(name) ?? true),
    onRound: (title, done) => void process.stderr.write(`${done} of ${kills} kills: ${title}\n`),
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  const faults = results.flatMap(({ name, faults: found }) => found.map((fault) => `${name}: ${fault}`));
  const again = `npm run chaos -- --kills ${kills} --seed ${seed}${only ? ` --only ${only.join(',')}` : ''}`;
  process.stderr.write(`\n${markdownTable(tableHead, results.map(rowOf))}\n`);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.stderr.write(`Once more: ${again}\n`);
  process.stdout.write(`${JSON.stringify({ machine: machine(), kills, seed, seconds, results })}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/** Kills a plant's processes. @returns the exit code */
async function killThePlant(database: KillPlantOptions['database']): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-plant-'));
  try {
    const onKill = (what: string, done: number): void =>
      void process.stderr.write(`${done} of ${kills} kills: ${what}\n`);
    const result = await killPlant({ kills, seed, folder, database, onKill });
    for (const fault of result.faults) process.stderr.write(`${fault}\n`);
    process.stdout.write(`${JSON.stringify({ machine: machine(), seed, database, ...result })}\n`);
    return result.faults.length > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
