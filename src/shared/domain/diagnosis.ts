import { keysOf } from './keys.ts';

/** What a diagnosis looks at, in the order in which it is shown. */
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

/** What may be found, and how the station stands then; the words of each stand in `src/shared/words/diagnosis`. */
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
  /** Of any check: what it reads cannot be read. */
  databaseNeeded: 'attention',
  notFinished: 'attention',
  notMade: 'failed',
} as const satisfies Readonly<Record<string, FindingState>>;
export type FindingKind = keyof typeof findingKinds;
export const findingKindNames: readonly FindingKind[] = keysOf(findingKinds);

/** What is not as it should be: something is to be done about it. */
export type TroubleKind = {
  [Kind in FindingKind]: (typeof findingKinds)[Kind] extends 'ok' ? never : Kind;
}[FindingKind];

export function isTrouble(kind: FindingKind): kind is TroubleKind {
  return findingKinds[kind] !== 'ok';
}

/** The worst of the states; ok where there are none. */
export function worstState(states: readonly FindingState[]): FindingState {
  const worst = Math.max(0, ...states.map((state) => findingStates.indexOf(state)));
  return findingStates[worst] ?? 'ok';
}
