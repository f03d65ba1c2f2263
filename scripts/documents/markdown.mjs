/**
 * The parts of a Markdown text that the checks need. This is not a parser: it knows fenced code, inline code, headings
 * and links only in the forms that these documents use.
 */

/**
 * Returns the lines of a text with fenced code blanked, so that line numbers stay.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function proseLines(text) {
  let fenced = false;
  return text.split('\n').map((line) => {
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence) fenced = !fenced;
    return fence || fenced ? '' : line;
  });
}

/**
 * Returns the anchors that GitHub gives a text's headings.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function anchors(text) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const line of proseLines(text)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = anchor(heading);
    let numbered = slug;
    for (let count = 1; found.has(numbered); count += 1) numbered = `${slug}-${count}`;
    found.add(numbered);
  }
  return found;
}

/** @param {string} heading */
function anchor(heading) {
  const words = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

/**
 * Returns the targets of a text's links and images: inline ones, definitions of references, and references without a
 * definition.
 *
 * @param {string} text
 * @returns {{ line: number, target?: string, undefinedReference?: string }[]}
 */
export function links(text) {
  const lines = proseLines(text).map((line) => line.replace(/`[^`]*`/g, ''));
  const definition = /^\s{0,3}\[([^\]]+)\]:\s+<?([^\s>]+)>?/;
  const defined = new Set(lines.flatMap((line) => definition.exec(line)?.[1]?.toLowerCase() ?? []));
  return lines.flatMap((content, index) => {
    const line = index + 1;
    const target = definition.exec(content)?.[2];
    if (target !== undefined) return [{ line, target }];
    const inline = [...content.matchAll(/\]\(<?([^\s)>]+)>?(?:\s+"[^"]*")?\)/g)];
    const references = [...content.matchAll(/\[[^\][]+\]\[([^\][]+)\]/g)].map(([, name = '']) => name);
    return [
      ...inline.map(([, address = '']) => ({ line, target: address })),
      ...references
        .filter((name) => !defined.has(name.toLowerCase()))
        .map((name) => ({ line, undefinedReference: name })),
    ];
  });
}

/**
 * Returns the inline code of a text, line by line.
 *
 * @param {string} text
 * @returns {{ line: number, code: string }[]}
 */
export function inlineCode(text) {
  return proseLines(text).flatMap((content, index) =>
    [...content.matchAll(/`([^`]+)`/g)].map(([, code = '']) => ({ line: index + 1, code })),
  );
}

/**
 * Returns the columns of a line in a fixed-width font; East Asian wide characters take two.
 *
 * @param {string} line
 */
export function columns(line) {
  const wide = line.match(
    /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g,
  );
  return [...line].length + (wide?.length ?? 0);
}
