import { arch, cpus, platform, release, totalmem } from 'node:os';
import { neededNode, program } from '../../host/program-folder.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';
import { bytesText } from '../texts.ts';

/** Reports the versions and checks that Node is new enough. */
export const checkVersions: Check = ({ version }) => {
  const node = process.versions.node;
  const known = finding('versionsKnown', {
    station: version,
    node,
    system: `${platform()} ${release()} ${arch()}`,
    processors: cpus().length,
    memory: bytesText(totalmem()),
  });
  const needed = neededNode(program());
  return needed === null || isAtLeast(node, needed) ? [known] : [known, finding('nodeOld', { node, needed })];
};

/** Returns whether a version such as `24.1.0` is in a range such as `>=22.18`; true for ranges of other forms. */
export function isAtLeast(version: string, range: string): boolean {
  const [, major, minor = '0'] = /^>=(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  if (major === undefined) return true;
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > Number(major) || (ownMajor === Number(major) && ownMinor >= Number(minor));
}
