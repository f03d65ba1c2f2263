import { readFigures, writeFigures } from './documents/figures.mjs';
import { documentProblems } from './documents/problems.mjs';
import { root } from './setup/paths.mjs';

// Lines, links, paths, decisions, proofs and figures of all *.md files; prints what is wrong with them and ends with 1.
// `--quote` first writes the figures that they quote anew.
if (process.argv.includes('--quote')) writeFigures(root, readFigures(root));
const problems = documentProblems(root);
for (const { file, line, problem } of problems) {
  process.stdout.write(`${file}${line === undefined ? '' : `:${line}`}: ${problem}\n`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
