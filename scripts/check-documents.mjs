import { readFigures, writeFigures } from './documents/figures.mjs';
import { documentProblems } from './documents/problems.mjs';
import { root } from './setup/paths.mjs';

// Checks lines, links, paths, decisions, proofs and figures of all *.md files; prints the faults and exits with 1.
// `--quote` first updates the figures that they quote.
if (process.argv.includes('--quote')) writeFigures(root, readFigures(root));
const problems = documentProblems(root);
for (const { file, line, problem } of problems) {
  process.stdout.write(`${file}${line === undefined ? '' : `:${line}`}: ${problem}\n`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
