import { expect, it } from 'vitest';
import { documentProblems } from '../../../../scripts/documents/problems.mjs';
import { tempFolder, writeInto } from '../../../support/temp-folder.ts';

const decision =
  '# 0001 One graph a model\n\n- Date: 2026-11-24\n- Status: accepted\n\n## Decision\n\nOne graph.\n';
const index =
  '| Number | Decision | Status |\n| --- | --- | --- |\n| [0001] | One graph a model | accepted |\n\n[0001]: 0001-graph.md\n';
const entry = `# Power

## Power cut

**What happens.** The log is on the disk first.

**What is seen.** The log up to that moment.

**What is kept.** Everything that was shown.

**Proof.**

- \`test/unit/log.test.ts\`: a verdict is on the disk before it is shown, even when its title is so long that the
  line is wrapped
- \`test/unit/log.test.ts\`: a picture of 16 bits is kept
- \`test/unit/log.test.ts\`: good images come in
- \`test/unit/log.test.ts\`: the whole file
- not tested: a real power cut
`;
const tests = `
it('a verdict is on the disk before it is shown, even when its title is so long that the line is wrapped', () => {});
test.each([['8 (eight)', 8], ["16 isn't 17", 16]])(
  'a picture of %s is kept',
  () => {},
);
const engineer = test.extend({ workplace: 1 });
engineer('good images come in', async ({ workplace }) => {});
describe('a folder', () => test.skipIf(process.platform === 'win32')(\`without \${names.join('(')} is named\`, () => {}));
`;
const sound = {
  'package.json': '{ "scripts": { "dev": "node dev.mjs" } }',
  'README.md': '# Loupe\n\n[What can go wrong](docs/reliability/power.md#power-cut)\n',
  'docs/decisions/README.md': index,
  'docs/decisions/0001-graph.md': decision,
  'docs/reliability/README.md': '# Reliability\n\n- Power cut\n',
  'docs/reliability/power.md': entry,
  'src/main/station.ts': '// One graph (decision 0001).\n',
  'test/unit/log.test.ts': tests,
};

/** Changes files of the sound project. @returns its problems as `file:line: problem` */
function problemsWith(files: Readonly<Record<string, string>>): string[] {
  const folder = tempFolder(sound);
  for (const [path, content] of Object.entries(files)) writeInto(folder, path, content);
  return documentProblems(folder).map(({ file, line, problem }) => `${file}:${line ?? ''}: ${problem}`);
}

it('sound documents have no problem, and what is kept from one check to the next is none', () => {
  expect(problemsWith({})).toEqual([]);
  expect(problemsWith({ '.cache/growth/README.md': '[leads nowhere](gone.md)\n' })).toEqual([]);
});

it('a line of more than 120 columns is named, code and wide characters included', () => {
  const lines = ['', 'a'.repeat(120), 'a'.repeat(121), '```', 'b'.repeat(121), '```', '检'.repeat(61)];
  expect(problemsWith({ 'src/main/README.md': lines.join('\n') })).toEqual([
    'src/main/README.md:3: 121 columns, 120 at most',
    'src/main/README.md:5: 121 columns, 120 at most',
    'src/main/README.md:7: 122 columns, 120 at most',
  ]);
});

it('links, images, anchors and references that lead nowhere are named', () => {
  const text =
    '# Tour\n\n## What is it?\n\n[a](#what-is-it) [b](#gone) [c](../README.md#loupe) [d](../README.md#gone)\n' +
    '![e](images/gone.png) [f](https://example.org/gone) `[g](gone.md)`\n[h][known] [i][unknown]\n\n[known]: ../gone.md\n';
  expect(problemsWith({ 'docs/tour.md': text })).toEqual([
    'docs/tour.md:5: docs/tour.md has no heading #gone',
    'docs/tour.md:5: README.md has no heading #gone',
    'docs/tour.md:6: images/gone.png leads nowhere',
    'docs/tour.md:7: the reference [unknown] is not defined',
    'docs/tour.md:9: ../gone.md leads nowhere',
  ]);
});

it('paths in code that do not exist are named, each of several in braces', () => {
  const text =
    '`src/main/station.ts` `src/{main,renderer}/station.ts` `src/main/families/NAME` `test/unit/gone.ts`\n';
  expect(problemsWith({ 'CONTRIBUTING.md': text })).toEqual([
    'CONTRIBUTING.md:1: src/renderer/station.ts does not exist',
    'CONTRIBUTING.md:1: test/unit/gone.ts does not exist',
  ]);
});

it('a decision without title, date, status or section is named', () => {
  expect(problemsWith({ 'docs/decisions/0001-graph.md': '# One graph a model\n' })).toEqual([
    'docs/decisions/0001-graph.md:: the title does not begin with "# 0001 "',
    'docs/decisions/0001-graph.md:: no line "- Date: YYYY-MM-DD"',
    'docs/decisions/0001-graph.md:: the status is neither "accepted" nor "superseded by [NNNN](NNNN-title.md)"',
    'docs/decisions/0001-graph.md:: no section "Decision"',
    'docs/decisions/README.md:: 0001 has another title: undefined',
    'docs/decisions/README.md:: 0001 has another status: undefined',
  ]);
});

it('a gap in the numbers, and a decision that the index does not have, are named', () => {
  expect(problemsWith({ 'docs/decisions/0003-more.md': decision.replace('0001', '0003') })).toEqual([
    'docs/decisions:: no decision between 0001 and 0003',
    'docs/decisions/README.md:: 0003 is not in the index',
    'docs/decisions/README.md:: 0003 has no link in the index',
  ]);
});

it('a decision that is superseded by one that does not exist is named', () => {
  const superseded = decision.replace('accepted', 'superseded by [0002](0002-gone.md)');
  expect(problemsWith({ 'docs/decisions/0001-graph.md': superseded })).toEqual([
    'docs/decisions/0001-graph.md:: superseded by 0002, which does not exist',
    'docs/decisions/0001-graph.md:4: 0002-gone.md leads nowhere',
    'docs/decisions/README.md:: 0001 has another status: superseded by [0002]',
  ]);
});

it('a decision that code or a document refers to has to exist', () => {
  const files = {
    'src/main/station.ts': '\n// Two (decisions 0001 and 0007).\n',
    'docs/a.md': 'See decision 0009.\n',
  };
  expect(problemsWith(files)).toEqual([
    'docs/a.md:1: there is no decision 0009',
    'src/main/station.ts:2: there is no decision 0007',
  ]);
});

it('a proof has to be a test of that file by its whole title', () => {
  const proofs = [
    '`test/unit/log.test.ts`: a verdict is on the disk',
    '`test/unit/log.test.ts`: a picture of … is kept',
    '`test/unit/log.test.ts`: without permission is named',
    '`test/unit/gone.test.ts`: the whole file',
    'it was read in the code',
  ];
  const text = entry.replace(
    '- not tested: a real power cut',
    proofs.map((proof) => `- ${proof}`).join('\n'),
  );
  expect(problemsWith({ 'docs/reliability/power.md': text })).toEqual([
    'docs/reliability/power.md:18: test/unit/log.test.ts has no test "a verdict is on the disk"',
    'docs/reliability/power.md:21: test/unit/gone.test.ts does not exist',
    'docs/reliability/power.md:22: neither "`test/…`: title" nor "not tested: …": it was read in the code',
  ]);
});

it('an entry without one of its parts, or without a proof, is named', () => {
  const without = entry.replace('**What is kept.**', '').replace(/\n- [^]*/, '\n');
  expect(problemsWith({ 'docs/reliability/power.md': without })).toEqual([
    'docs/reliability/power.md:3: no part **What is kept.**',
  ]);
  expect(problemsWith({ 'docs/reliability/power.md': entry.replace(/\n- [^]*/, '\n') })).toEqual([
    'docs/reliability/power.md:3: no proof is listed, nor "not tested: …"',
  ]);
});

it('a fault that the index leaves out is named', () => {
  const text = `${entry}\n${entry.replace('# Power\n', '').replace('## Power cut', '## Crash')}`;
  expect(problemsWith({ 'docs/reliability/power.md': text })).toEqual([
    'docs/reliability/README.md:: "Crash" is not in the index',
  ]);
});

it('a command of npm that package.json does not have is named', () => {
  const text = '`npm run dev`, `npm run NAME`\n\n```sh\nnpm run --silent dev -- help\nnpm run gone\n```\n';
  expect(problemsWith({ 'SECURITY.md': text })).toEqual(['SECURITY.md:5: package.json has no script gone']);
});
