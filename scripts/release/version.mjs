/**
 * Lists what the project's files still lack for the release of a version.
 *
 * @param {{ version: string, lockVersions: (string | undefined)[], changelog: string, tags: string[],
 *   unreleasedMigrations: string[] }} state `lockVersions`: the version at each of its places in the lock file
 * @returns {string[]} one sentence per fault, with the remedy
 */
export function releaseFaults({ version, lockVersions, changelog, tags, unreleasedMigrations }) {
  const faults = [];
  if (lockVersions.some((stated) => stated !== version)) {
    faults.push(
      `package-lock.json states another version than ${version}. Run npm install --package-lock-only.`,
    );
  }
  const [newest] = changelogVersions(changelog);
  if (newest?.version !== version) {
    faults.push(
      `The newest version in CHANGELOG.md is ${newest?.version ?? 'none'}, not ${version}. ` +
        `Move what stands under "Unreleased" below a heading "## [${version}] - YYYY-MM-DD".`,
    );
  } else if (newest.entry.trim() === '') {
    faults.push(`CHANGELOG.md says nothing of ${version}. Write what changed for those who use the station.`);
  }
  if (tags.includes(`v${version}`)) {
    faults.push(`The tag v${version} is there already. A tag is never moved: choose the next version.`);
  }
  if (unreleasedMigrations.length > 0) {
    faults.push(
      `Not frozen yet: ${unreleasedMigrations.join(', ')}. Run npm run release:freeze and commit the list.`,
    );
  }
  return faults;
}

/**
 * Returns the versions of a changelog in the form of keepachangelog.com, newest first, without the unreleased section.
 *
 * @param {string} changelog
 * @returns {{ version: string, date: string, entry: string }[]}
 */
export function changelogVersions(changelog) {
  const heading = /^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/;
  return changelog
    .split(/^(?=## )/m)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const [, version = '', date = ''] = heading.exec(title) ?? [];
      return { version, date, entry: lines.join('\n') };
    })
    .filter(({ version }) => version !== '');
}
