import { keysOf } from './keys.ts';

/** The checks of a diagnosis, in display order. */
export const diagnosisChecks = [
  'home',
  'disk',
  'database',
  'versions',
  'clock',
  'inference',
  'training',
  'cameras',
  'outputs',
  'backup',
  'models',
  'trail',
] as const;
export type DiagnosisCheck = (typeof diagnosisChecks)[number];

export const findingStates = ['ok', 'attention', 'failed'] as const;
export type FindingState = (typeof findingStates)[number];

/** The possible findings and the state that each implies; `src/shared/words/diagnosis` has their words. */
export const findingKinds = {
  homePrivate: 'ok',
  homeMissing: 'failed',
  homeOpen: 'attention',
  homeNotWritable: 'failed',
  homeRestoring: 'failed',
  diskFree: 'ok',
  diskLow: 'attention',
  diskFull: 'failed',
  stationRuns: 'ok',
  stationEnded: 'ok',
  databaseWhole: 'ok',
  databaseNone: 'attention',
  databaseDamaged: 'failed',
  databaseUnopened: 'failed',
  databaseNewer: 'failed',
  databaseOlder: 'attention',
  versionsKnown: 'ok',
  nodeOld: 'failed',
  clockRight: 'ok',
  clockBehind: 'failed',
  clockUnset: 'failed',
  inferenceCpu: 'ok',
  inferenceCuda: 'ok',
  inferenceCudaRefused: 'attention',
  inferenceFailed: 'failed',
  trainingCpu: 'ok',
  trainingGpu: 'ok',
  trainingGpuRefused: 'attention',
  camerasReady: 'ok',
  camerasUnneeded: 'ok',
  camerasMissing: 'failed',
  outputsNone: 'ok',
  outputLeaves: 'ok',
  outputOff: 'ok',
  outputWaits: 'attention',
  outputDropped: 'attention',
  backupTaken: 'ok',
  backupNone: 'attention',
  backupLate: 'attention',
  backupFailed: 'failed',
  modelsNone: 'ok',
  modelsWhole: 'ok',
  modelDamaged: 'failed',
  trailEmpty: 'ok',
  trailWhole: 'ok',
  trailBroken: 'failed',
  /** For any check: its data in the database cannot be read. */
  databaseNeeded: 'attention',
  notFinished: 'attention',
  notMade: 'failed',
} as const satisfies Readonly<Record<string, FindingState>>;
export type FindingKind = keyof typeof findingKinds;
export const findingKindNames: readonly FindingKind[] = keysOf(findingKinds);

/** Findings that need action. */
export type TroubleKind = {
  [Kind in FindingKind]: (typeof findingKinds)[Kind] extends 'ok' ? never : Kind;
}[FindingKind];

export function isTrouble(kind: FindingKind): kind is TroubleKind {
  return findingKinds[kind] !== 'ok';
}

/** Returns the worst state; ok for an empty list. */
export function worstState(states: readonly FindingState[]): FindingState {
  const worst = Math.max(0, ...states.map((state) => findingStates.indexOf(state)));
  return findingStates[worst] ?? 'ok';
}
