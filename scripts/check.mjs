import { parseArgs } from 'node:util';
import { beginning, lastDurations, testsOfChanges, within } from './gate/changed.mjs';
import { runStages } from './gate/run-stages.mjs';
import { checkNames, stages, vitest } from './gate/stages.mjs';
import { oneCheck, summaryLine } from './gate/summary.mjs';
import { command } from './setup/command.mjs';

const usage = `Usage: npm run check -- [--all]
What a change can be told within a minute: formatting, lint, types, import directions, documents, notices, migrations,
and the unit tests of what changed since the branch left main.
  --all   also those of these tests that take longer
`;

/** Budget for the tests, milliseconds of processor time; two cores need half of it. */
const budget = 60_000;

const { values } = parseArgs({ options: { all: { type: 'boolean' }, help: { type: 'boolean' } } });
const failed = () => process.stdout.write(`${summaryLine(oneCheck(false))}\n`);

if (values.help) process.stdout.write(usage);
else await command({ script: import.meta.url, quiet: true, build: false, failed }, check);

async function check() {
  const files = await testsOfChanges(await beginning());
  const { chosen, left } = within(files, lastDurations(), values.all ? Infinity : budget);
  const tests = chosen.length === 0 ? [] : [vitest(['unit'], chosen, process.env)];
  const code = await runStages([...stages({ only: checkNames, rest: [], env: process.env }), ...tests]);
  if (left.length > 0) {
    const more = left.length === 1 ? 'One more unit test depends' : `${left.length} more unit tests depend`;
    process.stdout.write(`${more} on what changed: npm run check -- --all\n`);
  }
  return code;
}
