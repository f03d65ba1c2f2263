/** As much as a list of commits shows of a title. */
const longestTitle = 72;

/**
 * What is wrong with the message of a commit.
 *
 * @param {string} message as git hands it to the hook, comments included
 * @returns {string | undefined}
 */
export function messageFault(message) {
  const [title = '', second = ''] = message.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  // Git's own, and those that a rebase takes up again.
  if (/^(Merge |Revert "|fixup! |squash! |amend! )/.test(title)) return undefined;
  if (title.trim() === '') return 'The message has no title.';
  if (title.length > longestTitle) {
    return `The title has ${title.length} characters, ${longestTitle} at most: what was done and why belongs below it.`;
  }
  return second.trim() === '' ? undefined : 'Leave a line empty between the title and what follows.';
}
