import { parseArgs } from 'node:util';
import { outcomes } from '../../src/shared/domain/outcome.ts';
import { brokerMissing } from '../support/broker-process.ts';
import { endureLine } from '../support/endurance/endure-line.ts';
import { report, say } from './support/report.ts';
import { rounded } from './support/timing.ts';

/**
 * Simulates a day of parts at once: triggers as fast as parts are judged, from a program and from a PLC over Modbus,
 * with random faults: the inspection process or the broker is killed, the folder of an output is blocked, the PLC loses
 * its connection or acknowledges nothing, or the camera is silent. Goal: good, review, defect and not inspected add up
 * to the triggers, and the counters, the log, the files, the broker's receiver and the registers agree.
 * Options: `--triggers N` (default 100000), `--fault-every N` triggers on average (default 2000), `--seed N`,
 * `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    triggers: { type: 'string', default: '100000' },
    'fault-every': { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
  },
});
const triggers = options.quick ? 200 : Number(options.triggers);
const faultEvery = options.quick ? 15 : Number(options['fault-every']);
const seed = Number(options.seed);
const sayEvery = Math.max(1, Math.floor(triggers / 20));

if (brokerMissing) {
  process.stderr.write(`${brokerMissing}\n`);
  process.exit(2);
}
const began = performance.now();
const result = await endureLine({
  triggers,
  faultEvery,
  seed,
  onPart: (done) => {
    if (done % sayEvery === 0) say(`${done} of ${triggers} triggers`);
  },
});
const seconds = (performance.now() - began) / 1000;
const { counters, log, files, broker, registers } = result.counted;
const places = {
  'as the line was told': result.told,
  'the counters of the session': counters,
  'the log': log,
  'the files': files,
  'the receiver at the broker': broker,
  'the registers': registers,
};
const sums = Object.values(places).map((counts) =>
  outcomes.reduce((sum, outcome) => sum + counts[outcome], 0),
);
const areAlike = Object.values(places).every((counts) =>
  outcomes.every((outcome) => counts[outcome] === result.told[outcome]),
);
const goalsMet =
  areAlike && sums.every((sum) => sum === triggers) && result.inOrder && result.bugs.length === 0;
report({
  benchmark: 'endurance',
  settings: { triggers, faultEvery, seed, goalsMet },
  results: [{ ...result, bugs: result.bugs.length, perSecond: rounded(triggers / seconds, 1) }],
  table: {
    head: ['Parts by outcome', ...outcomes, 'Sum'],
    rows: Object.entries(places).map(([place, counts], index) => [
      place,
      ...outcomes.map((outcome) => String(counts[outcome])),
      String(sums[index]),
    ]),
  },
});
process.exitCode = goalsMet ? 0 : 1;
