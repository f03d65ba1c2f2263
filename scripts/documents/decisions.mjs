import { basename } from 'node:path';

/**
 * @typedef {import('./files.mjs').Document} Document
 * @typedef {import('./files.mjs').Problem} Problem
 */

const folder = 'docs/decisions';

/**
 * Checks the decisions and their index: numbers, titles, dates, states.
 *
 * @param {readonly Document[]} documents
 * @returns {Problem[]}
 */
export function decisionProblems(documents) {
  const decisions = documents.filter(({ file }) => /^docs\/decisions\/\d{4}-[^/]+\.md$/.test(file));
  const numbers = decisions.map(({ file }) => numberOf(file));
  const index = documents.find(({ file }) => file === `${folder}/README.md`);
  return [
    ...gaps(numbers),
    ...decisions.flatMap((decision) => formProblems(decision, new Set(numbers))),
    ...(decisions.length === 0 ? [] : indexProblems(decisions, index)),
  ];
}

/**
 * Finds decisions that a text names and that do not exist.
 *
 * @param {Document} document
 * @param {readonly Document[]} documents
 * @returns {Problem[]}
 */
export function unknownDecisions({ file, text }, documents) {
  const known = new Set(
    documents.filter(({ file: path }) => path.startsWith(`${folder}/`)).map(({ file }) => numberOf(file)),
  );
  return text.split('\n').flatMap((content, index) =>
    [...content.matchAll(/\bdecisions?\s+\[?((?:0\d{3}\b(?:,| and| to)?\s?)+)/gi)]
      .flatMap(([, numbers = '']) => numbers.match(/\d{4}/g) ?? [])
      .filter((number) => !known.has(number))
      .map((number) => ({ file, line: index + 1, problem: `there is no decision ${number}` })),
  );
}

/** @param {string} file */
function numberOf(file) {
  return basename(file).slice(0, 4);
}

/**
 * @param {readonly string[]} numbers
 * @returns {Problem[]}
 */
function gaps(numbers) {
  return numbers.flatMap((number, index) => {
    if (numbers.indexOf(number) !== index) return [{ file: folder, problem: `two decisions are ${number}` }];
    const before = numbers[index - 1] ?? '0000';
    if (before === number || Number(number) === Number(before) + 1) return [];
    return [{ file: folder, problem: `no decision between ${before} and ${number}` }];
  });
}

/**
 * @param {Document} decision
 * @param {ReadonlySet<string>} numbers
 * @returns {Problem[]}
 */
function formProblems({ file, text }, numbers) {
  const number = numberOf(file);
  const status = fieldOf(text, 'Status');
  const next = /^superseded by \[(\d{4})\]\(\d{4}-[^)]+\)$/.exec(status ?? '')?.[1];
  const problems = [
    ...(text.startsWith(`# ${number} `) ? [] : [`the title does not begin with "# ${number} "`]),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(fieldOf(text, 'Date') ?? '') ? [] : ['no line "- Date: YYYY-MM-DD"']),
    ...(status === 'accepted' || next !== undefined
      ? []
      : ['the status is neither "accepted" nor "superseded by [NNNN](NNNN-title.md)"']),
    ...(next === undefined || numbers.has(next) ? [] : [`superseded by ${next}, which does not exist`]),
    ...(/^## Decision$/m.test(text) ? [] : ['no section "Decision"']),
  ];
  return problems.map((problem) => ({ file, problem }));
}

/**
 * @param {readonly Document[]} decisions
 * @param {Document | undefined} index
 * @returns {Problem[]}
 */
function indexProblems(decisions, index) {
  if (index === undefined) {
    return [{ file: `${folder}/README.md`, problem: 'the index of the decisions is missing' }];
  }
  const { file, text } = index;
  return decisions.flatMap((decision) => {
    const number = numberOf(decision.file);
    const row = new RegExp(`^\\| \\[${number}\\] .*$`, 'm')
      .exec(text)?.[0]
      .split('|')
      .map((cell) => cell.trim());
    const [, , title = '', status = ''] = row ?? [];
    const expectedTitle = /^# \d{4} (.*)$/m.exec(decision.text)?.[1];
    const expectedStatus = fieldOf(decision.text, 'Status')?.replace(/\[(\d{4})\]\([^)]*\)/, '[$1]');
    const problems = [
      ...(row === undefined ? [`${number} is not in the index`] : []),
      ...(row === undefined || title === expectedTitle
        ? []
        : [`${number} has another title: ${expectedTitle}`]),
      ...(row === undefined || status === expectedStatus
        ? []
        : [`${number} has another status: ${expectedStatus}`]),
      ...(text.includes(`[${number}]: ${basename(decision.file)}`)
        ? []
        : [`${number} has no link in the index`]),
    ];
    return problems.map((problem) => ({ file, problem }));
  });
}

/**
 * @param {string} text
 * @param {string} name
 */
function fieldOf(text, name) {
  return new RegExp(`^- ${name}: (.*)$`, 'm').exec(text)?.[1]?.trim();
}
