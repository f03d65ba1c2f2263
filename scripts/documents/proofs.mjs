import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTitles } from './test-titles.mjs';

/**
 * @typedef {import('./files.mjs').Document} Document
 * @typedef {import('./files.mjs').Problem} Problem
 * @typedef {{ line: number, text: string }} Item
 */

const parts = ['**What happens.**', '**What is seen.**', '**What is kept.**', '**Proof.**'];

/**
 * Checks the entries of one document of docs/reliability: each fault has a heading of the second level, its four parts,
 * and proofs that exist. A proof is `path`: the test's whole title, where … stands for inserted values; `path`: the
 * whole file; or "not tested" with the untested part.
 *
 * @param {string} root
 * @param {Document} document
 * @returns {Problem[]}
 */
export function reliabilityProblems(root, { file, text }) {
  if (!/^docs\/reliability\/(?!README\.md$)[^/]+\.md$/.test(file)) return [];
  const lines = text.split('\n');
  const headings = lines.flatMap((line, index) => (line.startsWith('## ') ? [index] : []));
  return headings.flatMap((start, index) => {
    const end = headings[index + 1] ?? lines.length;
    return entryProblems(root, lines.slice(start, end)).map(({ line, problem }) => ({
      file,
      line: start + line,
      problem,
    }));
  });
}

/**
 * Finds entries that are missing in the index of docs/reliability.
 *
 * @param {readonly Document[]} documents
 * @returns {Problem[]}
 */
export function unlistedFaults(documents) {
  const file = 'docs/reliability/README.md';
  const index = documents.find((document) => document.file === file)?.text ?? '';
  const listed = new Set(index.split('\n').map((line) => line.replace(/^- /, '')));
  return documents
    .filter((document) => document.file.startsWith('docs/reliability/') && document.file !== file)
    .flatMap(({ text }) => [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading))
    .filter((heading) => !listed.has(heading))
    .map((heading) => ({ file, problem: `"${heading}" is not in the index` }));
}

/**
 * @param {string} root
 * @param {string[]} lines an entry, its heading first
 * @returns {{ line: number, problem: string }[]} lines counted from 1
 */
function entryProblems(root, lines) {
  const missing = parts.filter((part) => !lines.some((line) => line.startsWith(part)));
  if (missing.length > 0) return missing.map((part) => ({ line: 1, problem: `no part ${part}` }));
  const proofs = listItems(lines, lines.findIndex((line) => line.startsWith('**Proof.**')) + 1);
  if (proofs.length === 0) return [{ line: 1, problem: 'no proof is listed, nor "not tested: …"' }];
  return proofs.flatMap(({ line, text }) => {
    const problem = proofProblem(root, text);
    return problem === undefined ? [] : [{ line, problem }];
  });
}

/**
 * Returns the items of the following list, each with its wrapped lines.
 *
 * @param {string[]} lines
 * @param {number} from
 * @returns {Item[]}
 */
function listItems(lines, from) {
  /** @type {Item[]} */
  const items = [];
  for (const [index, content] of lines.slice(from).entries()) {
    const last = items.at(-1);
    if (content.startsWith('- ')) items.push({ line: from + index + 1, text: content.slice(2).trim() });
    else if (content.startsWith('  ') && last !== undefined) last.text += ` ${content.trim()}`;
    else if (content.trim() !== '') break;
  }
  return items;
}

/**
 * @param {string} root
 * @param {string} proof
 * @returns {string | undefined}
 */
function proofProblem(root, proof) {
  if (/^not (tested|run): \S/.test(proof)) return undefined;
  const [, path, words] = /^`(test\/[^`]+\.ts)`: (.+)$/.exec(proof) ?? [];
  if (path === undefined || words === undefined) {
    return `neither "\`test/…\`: title" nor "not tested: …": ${proof}`;
  }
  // Another check reports files that do not exist.
  if (!existsSync(join(root, path))) return undefined;
  if (words === 'the whole file') return undefined;
  const titles = testTitles(readFileSync(join(root, path), 'utf8'));
  if (titles.some((title) => title.test(words))) return undefined;
  return `${path} has no test "${words}"`;
}
