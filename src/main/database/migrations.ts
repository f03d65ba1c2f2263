import type { Migration } from './migration.ts';
import { station } from './migrations/0001-station.ts';
import { choices } from './migrations/0002-choices.ts';
import { regionLimits } from './migrations/0003-region-limits.ts';
import { families } from './migrations/0004-families.ts';
import { causes } from './migrations/0005-causes.ts';
import { labels } from './migrations/0006-labels.ts';
import { pauses } from './migrations/0007-pauses.ts';
import { alarms } from './migrations/0008-alarms.ts';
import { takeOver } from './migrations/0009-take-over.ts';
import { codes } from './migrations/0010-codes.ts';
import { keptFindings } from './migrations/0011-kept-findings.ts';
import { descriptors } from './migrations/0012-descriptors.ts';
import { names } from './migrations/0013-names.ts';
import { access } from './migrations/0014-access.ts';
import { shifts } from './migrations/0015-shifts.ts';
import { logEntries } from './migrations/0016-log-entries.ts';
import { settings } from './migrations/0017-settings.ts';
import { linkRoles } from './migrations/0018-link-roles.ts';
import { outputs } from './migrations/0019-outputs.ts';
import { inspectedFiles } from './migrations/0020-inspected-files.ts';
import { pictureNotices } from './migrations/0021-picture-notices.ts';
import { notInspected } from './migrations/0022-not-inspected.ts';
import { limitsOrigins } from './migrations/0023-limits-origins.ts';
import { limitChoices } from './migrations/0024-limit-choices.ts';
import { silenceAlarms } from './migrations/0025-silence-alarms.ts';
import { lanes } from './migrations/0026-lanes.ts';
import { partNumbers } from './migrations/0027-part-numbers.ts';
import { parts } from './migrations/0028-parts.ts';
import { sessionGroups } from './migrations/0029-session-groups.ts';
import { logCounts } from './migrations/0030-log-counts.ts';
import { audit } from './migrations/0031-audit.ts';
import { givenUpMessages } from './migrations/0032-given-up-messages.ts';
import { logNames } from './migrations/0033-log-names.ts';
import { groupedCounts } from './migrations/0034-grouped-counts.ts';
import { backupRuns } from './migrations/0035-backup-runs.ts';
import { outputTroubles } from './migrations/0036-output-troubles.ts';
import { users } from './migrations/0037-users.ts';
import { retention } from './migrations/0038-retention.ts';
import { plant } from './migrations/0039-plant.ts';
import { modelNames } from './migrations/0040-model-names.ts';
import { trainingDevice } from './migrations/0041-training-device.ts';
import { plantAssignments } from './migrations/0042-plant-assignments.ts';
import { keptGood } from './migrations/0043-kept-good.ts';
import { smallestDefect } from './migrations/0044-smallest-defect.ts';
import { scheduledReports } from './migrations/0045-scheduled-reports.ts';
import { linksOfLinks } from './migrations/0046-links-of-links.ts';
import { plantIdentityOfMembership } from './migrations/0047-plant-identity.ts';

/** Every migration, oldest first. A published one never changes. */
export const migrations: readonly Migration[] = [
  station,
  choices,
  regionLimits,
  families,
  causes,
  labels,
  pauses,
  alarms,
  takeOver,
  codes,
  keptFindings,
  descriptors,
  names,
  access,
  shifts,
  logEntries,
  settings,
  linkRoles,
  outputs,
  inspectedFiles,
  pictureNotices,
  notInspected,
  limitsOrigins,
  limitChoices,
  silenceAlarms,
  lanes,
  partNumbers,
  parts,
  sessionGroups,
  logCounts,
  audit,
  givenUpMessages,
  logNames,
  groupedCounts,
  backupRuns,
  outputTroubles,
  users,
  retention,
  plant,
  modelNames,
  trainingDevice,
  plantAssignments,
  keptGood,
  smallestDefect,
  scheduledReports,
  linksOfLinks,
  plantIdentityOfMembership,
];
