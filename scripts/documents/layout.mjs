import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchors, columns, inlineCode, links } from './markdown.mjs';

/**
 * @typedef {import('./files.mjs').Document} Document
 * @typedef {import('./files.mjs').Problem} Problem
 */

export const widest = 120;

/**
 * Finds lines that are too long to read beside code.
 *
 * @param {Document} document
 * @returns {Problem[]}
 */
export function longLines({ file, text }) {
  return text.split('\n').flatMap((line, index) => {
    const width = columns(line);
    if (width <= widest) return [];
    return [{ file, line: index + 1, problem: `${width} columns, ${widest} at most` }];
  });
}

/**
 * Finds relative links, images and anchors whose target is missing.
 *
 * @param {string} root
 * @param {Document} document
 * @param {readonly Document[]} documents all documents of the project, for their anchors
 * @returns {Problem[]}
 */
export function brokenLinks(root, { file, text }, documents) {
  return links(text).flatMap(({ line, target, undefinedReference }) => {
    if (undefinedReference !== undefined) {
      return [{ file, line, problem: `the reference [${undefinedReference}] is not defined` }];
    }
    if (target === undefined || /^[a-z][a-z+.-]*:/i.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const place =
      path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path))).replaceAll('\\', '/');
    if (!existsSync(join(root, place))) return [{ file, line, problem: `${target} leads nowhere` }];
    const reached = documents.find((document) => document.file === place);
    if (anchor === undefined || reached === undefined || anchors(reached.text).has(anchor)) return [];
    return [{ file, line, problem: `${place} has no heading #${anchor}` }];
  });
}

/**
 * Finds paths in inline code that do not exist. A path starts at the root with one of the project's folders; `{a,b}`
 * means several paths. Paths with a placeholder (`NAME`, `*`, `…`, `<`) are skipped, and so is README.md, which names
 * folders of the user's own data.
 *
 * @param {string} root
 * @param {Document} document
 * @returns {Problem[]}
 */
export function missingPaths(root, { file, text }) {
  if (file === 'README.md') return [];
  return inlineCode(text).flatMap(({ line, code }) => {
    if (!/^(src|test|scripts|docs|resources|\.github|\.vscode)\/[^\s]*$/.test(code)) return [];
    if (/[*…<>$]|NAME|NNNN|DIR/.test(code)) return [];
    return expanded(code)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => ({ file, line, problem: `${path} does not exist` }));
  });
}

/**
 * Finds npm commands that package.json does not define.
 *
 * @param {Document} document
 * @param {ReadonlySet<string>} scripts
 * @returns {Problem[]}
 */
export function unknownCommands({ file, text }, scripts) {
  return text
    .split('\n')
    .flatMap((content, index) =>
      [...content.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)]
        .filter(([, name = '']) => !scripts.has(name))
        .map(([, name]) => ({ file, line: index + 1, problem: `package.json has no script ${name}` })),
    );
}

/**
 * @param {string} path
 * @returns {string[]} `a/{b,c}` as `a/b` and `a/c`
 */
function expanded(path) {
  const braces = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path);
  if (braces === null) return [path];
  const [, before = '', inside = '', after = ''] = braces;
  return inside.split(',').flatMap((part) => expanded(`${before}${part.trim()}${after}`));
}
