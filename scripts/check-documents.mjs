import { documentProblems } from './documents/problems.mjs';
import { root } from './setup/paths.mjs';

// Lines, links, paths, decisions and proofs of all *.md files; prints what is wrong with them and ends with 1.
const problems = documentProblems(root);
for (const { file, line, problem } of problems) {
  process.stdout.write(`${file}${line === undefined ? '' : `:${line}`}: ${problem}\n`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
