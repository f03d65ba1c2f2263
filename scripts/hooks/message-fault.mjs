/** Longest title that lists of commits show in full. */
const longestTitle = 72;

/**
 * Checks the message of a commit.
 *
 * @param {string} message as the hook gets it from git, with comments
 * @returns {string | undefined}
 */
export function messageFault(message) {
  const [title = '', second = ''] = message.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  // Titles that git makes itself, and titles for a later rebase, are exempt.
  if (/^(Merge |Revert "|fixup! |squash! |amend! )/.test(title)) return undefined;
  if (title.trim() === '') return 'The message has no title.';
  if (title.length > longestTitle) {
    return `The title has ${title.length} characters, ${longestTitle} at most: what was done and why belongs below it.`;
  }
  return second.trim() === '' ? undefined : 'Leave a line empty between the title and what follows.';
}
