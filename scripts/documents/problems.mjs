import { manifestOf } from '../setup/manifest.mjs';
import { decisionProblems, unknownDecisions } from './decisions.mjs';
import { wrongFigures } from './figures.mjs';
import { readDocuments } from './files.mjs';
import { brokenLinks, longLines, missingPaths, unknownCommands } from './layout.mjs';
import { reliabilityProblems, unlistedFaults } from './proofs.mjs';

/**
 * Finds all faults of the project's documents.
 *
 * @param {string} root
 * @returns {import('./files.mjs').Problem[]} in the order of the files
 */
export function documentProblems(root) {
  const documents = readDocuments(root, '', /\.md$/);
  const code = ['src', 'scripts', 'test'].flatMap((folder) => readDocuments(root, folder, /\.(ts|vue|mjs)$/));
  const { scripts: declared = {} } = manifestOf(root);
  const scripts = new Set(Object.keys(declared));
  const problems = [
    ...documents.flatMap((document) => [
      ...longLines(document),
      ...brokenLinks(root, document, documents),
      ...missingPaths(root, document),
      ...unknownCommands(document, scripts),
      ...reliabilityProblems(root, document),
    ]),
    ...decisionProblems(documents),
    ...unlistedFaults(documents),
    ...wrongFigures(root, documents),
    ...[...documents, ...code].flatMap((document) => unknownDecisions(document, documents)),
  ];
  return problems.sort((a, b) =>
    a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1,
  );
}
