import type { DiagnosisCheck, FindingKind } from '../../domain/diagnosis.ts';

/** What each check is called. */
export const diagnosisCheckNames: Readonly<Record<DiagnosisCheck, string>> = {
  home: 'Home folder',
  disk: 'Disk',
  database: 'Database',
  versions: 'Versions',
  clock: 'Clock',
  inference: 'Inference',
  cameras: 'Programs of cameras',
  outputs: 'Outputs',
  backup: 'Backup',
  models: 'Models',
  trail: 'Audit trail',
};

/** What was found, and what to do about it; empty: nothing. `{said}` is what the system or the station says, in its own words. */
export interface FindingWords {
  readonly found: string;
  readonly todo: string;
}

export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  homePrivate: { found: '“{home}” is open to its owner alone and can be written.', todo: '' },
  homeMissing: {
    found: '“{home}” does not exist.',
    todo: 'Start the station once, or set STATION_HOME to its home folder.',
  },
  homeOpen: {
    found: '“{home}” is open to other users of this machine (rights {rights}).',
    todo: 'Close it: chmod 700. The station does so when it starts, where the folder is its user’s.',
  },
  homeNotWritable: {
    found: '“{home}” cannot be written: {said}.',
    todo: 'Give the folder and what is in it to the user of the station.',
  },
  homeRestoring: {
    found: 'A restore into “{home}” was cut off; no station starts there.',
    todo: 'Run it again: station restore --from DIR --to HOME --replace.',
  },
  diskFree: { found: '{free} of {total} are free.', todo: '' },
  diskLow: {
    found: '{free} of {total} are free.',
    todo: 'Free some space, or let pictures of old entries go: Settings, Retention of pictures.',
  },
  diskFull: {
    found: '{free} of {total} are free: the disk is as good as full.',
    todo: 'Free some space now; parts cannot be logged otherwise.',
  },
  stationRuns: { found: 'A station works in the home (process {process}).', todo: '' },
  stationEnded: { found: 'No station works in the home.', todo: '' },
  databaseWhole: { found: 'Whole: version {version}, {size}.', todo: '' },
  databaseNone: {
    found: 'There is no database yet.',
    todo: 'Start the station once; where one has run before, restore a backup.',
  },
  databaseDamaged: {
    found: 'Damaged: {said}.',
    todo: 'End the station and restore a backup: station restore.',
  },
  databaseUnopened: {
    found: 'It cannot be opened: {said}',
    todo: 'Do what the message says; else end the station and restore a backup.',
  },
  databaseNewer: {
    found: 'Its version {version} is newer than this station’s, {own}.',
    todo: 'Install the version of the station that wrote it, or a newer one.',
  },
  databaseOlder: {
    found: 'Its version {version} is older than this station’s, {own}.',
    todo: 'The next start of this station brings it up to date, after a copy.',
  },
  versionsKnown: {
    found: 'Station {station}, Node {node}, {system}, {processors} processors, {memory} memory.',
    todo: '',
  },
  nodeOld: { found: 'Node {node} is too old: {needed} is needed.', todo: 'Install a newer Node.' },
  clockRight: { found: '{now}, time zone {zone}.', todo: '' },
  clockBehind: {
    found: 'The clock says {now}; the newest record is of {newest}.',
    todo: 'Set the clock of the machine, best by a time server (NTP).',
  },
  clockUnset: {
    found: 'The clock says {now}: it was never set.',
    todo: 'Set the clock of the machine, best by a time server (NTP); check its battery.',
  },
  inferenceCpu: { found: 'ONNX Runtime computes on the processor.', todo: '' },
  inferenceCuda: { found: 'ONNX Runtime computes on the graphics card (CUDA).', todo: '' },
  inferenceCudaRefused: {
    found: 'There is a driver of NVIDIA, and CUDA does not work: {said}',
    todo: 'Models run on the processor. Install CUDA libraries that fit the driver.',
  },
  inferenceFailed: {
    found: 'ONNX Runtime does not compute: {said}',
    todo: 'Install the station anew; check that the processor is of a supported kind.',
  },
  camerasReady: { found: 'What reads {cameras} is there.', todo: '' },
  camerasUnneeded: { found: 'No lane needs what is missing for {cameras}: {said}', todo: '' },
  camerasMissing: {
    found: 'Lanes {lanes} have {cameras}, which cannot be read: {said}',
    todo: 'Install what is missing; then start the inspection again.',
  },
  outputsNone: { found: 'None is set up.', todo: '' },
  outputLeaves: { found: '“{name}”: no failure is known.', todo: '' },
  outputOff: { found: '“{name}” is switched off.', todo: '' },
  outputWaits: {
    found: '“{name}”: {waiting} results wait since {since}. {said}',
    todo: 'Do what the message says; the results leave by themselves then.',
  },
  outputDropped: {
    found: '“{name}”: {dropped} results were given up, the last ones {at}.',
    todo: 'Take them from the log: station export-log.',
  },
  backupTaken: { found: 'The last one was taken {at}.', todo: '' },
  backupNone: {
    found: 'No backups are taken by the station.',
    todo: 'Set a folder for backups in Settings, or run station backup --to DIR by a timer.',
  },
  backupLate: {
    found: 'None for twice the time in which one is due; the last one: {at}.',
    todo: 'Look at Settings, Backup; take one now.',
  },
  backupFailed: {
    found: 'The last one failed {at}: {said}',
    todo: 'Do what the message says; take one now.',
  },
  modelsNone: { found: 'There are none.', todo: '' },
  modelsWhole: { found: 'All {count} are as they were written.', todo: '' },
  modelDamaged: {
    found: '“{product}”, model {model}: {said}',
    todo: 'Activate another model, restore a backup, or train again.',
  },
  trailEmpty: { found: 'It has no record yet.', todo: '' },
  trailWhole: { found: 'All {records} records are as they were written.', todo: '' },
  trailBroken: {
    found: '{faults} faults in {records} records.',
    todo: 'See which: station audit verify. Keep the home as it is until they are explained.',
  },
  databaseNeeded: {
    found: 'Not known: the database cannot be read by this version.',
    todo: 'See the check of the database.',
  },
  notFinished: {
    found: 'Not finished within {seconds} s.',
    todo: 'Much is to be read, or the disk is slow. Try again while the line is at rest.',
  },
  notMade: { found: 'The check itself failed: {said}', todo: 'Send the archive to support.' },
};
