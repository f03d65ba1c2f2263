/**
 * Returns the titles of a file's tests as patterns, in which the values of a template or a table of cases match
 * anything. It looks for each `it`, `test` and function made by `test.extend`, and reads on, past tables and
 * conditions, to the first string in parentheses.
 *
 * @param {string} source TypeScript of vitest or Playwright
 * @returns {RegExp[]}
 */
export function testTitles(source) {
  const extended = [...source.matchAll(/const (\w+) = \w+\.extend\b/g)].map(([, name = '']) => name);
  const names = ['it', 'test', ...extended].join('|');
  const forms = 'each|skipIf|runIf|only|skip|fails|for|concurrent';
  const starts = source.matchAll(
    new RegExp(`(?<![.\\w$])(?:${names})(?:\\.(?:${forms}))*(?=[\\s(<\`])`, 'g'),
  );
  return [...starts].flatMap(({ 0: { length }, index = 0 }) => {
    const title = titleFrom(source, index + length);
    // A title that consists of a table's value only would match any words.
    return title === undefined || title.source === '^.+$' ? [] : [title];
  });
}

/**
 * @param {string} source
 * @param {number} start index after the function's name
 * @returns {RegExp | undefined}
 */
function titleFrom(source, start) {
  for (let at = start; ;) {
    at = pastSpace(source, at);
    if (source[at] === '`') at = pastString(source, at);
    else if (source[at] === '<') at = source.indexOf('>', at) + 1 || source.length;
    else if (source[at] !== '(') return undefined;
    else {
      const inside = pastSpace(source, at + 1);
      if (!/['"`]/.test(source[inside] ?? '')) at = pastParentheses(source, at);
      else return pattern(source.slice(inside + 1, pastString(source, inside) - 1));
    }
  }
}

/** @param {string} literal the text between the quotes */
function pattern(literal) {
  const holes = /\$\{[^}]*\}|%[sdifjoO#%]|\$[a-zA-Z_][\w.]*/g;
  const fixed = literal.split(holes).map((part) => part.replace(/\\(.)/g, '$1'));
  return new RegExp(`^${fixed.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}

/**
 * @param {string} source
 * @param {number} at
 */
function pastSpace(source, at) {
  let next = at;
  for (;;) {
    if (/\s/.test(source[next] ?? '')) next += 1;
    else if (source.startsWith('//', next)) next = source.indexOf('\n', next) + 1 || source.length;
    else return next;
  }
}

/**
 * @param {string} source
 * @param {number} at at the opening quote
 */
function pastString(source, at) {
  const quote = source[at];
  let next = at + 1;
  while (next < source.length && source[next] !== quote) {
    if (source[next] === '\\') next += 2;
    else if (quote === '`' && source.startsWith('${', next)) next = pastBraces(source, next + 1);
    else next += 1;
  }
  return next + 1;
}

/**
 * @param {string} source
 * @param {number} at
 */
function pastParentheses(source, at) {
  return pastPair(source, at, '(', ')');
}

/**
 * @param {string} source
 * @param {number} at
 */
function pastBraces(source, at) {
  return pastPair(source, at, '{', '}');
}

/**
 * @param {string} source
 * @param {number} at at the opening bracket
 * @param {string} open
 * @param {string} close
 */
function pastPair(source, at, open, close) {
  let depth = 0;
  let next = at;
  while (next < source.length) {
    const character = source[next] ?? '';
    if (/['"`]/.test(character)) next = pastString(source, next);
    else if (source.startsWith('//', next)) next = pastSpace(source, next);
    else {
      next += 1;
      if (character === open) depth += 1;
      if (character === close) depth -= 1;
      if (depth === 0) return next;
    }
  }
  return next;
}
