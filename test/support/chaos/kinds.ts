import type { ChaosKind } from './kind.ts';
import { lineKinds } from './line-kinds.ts';

/** Everything that is done to stations. */
export const chaosKinds: readonly ChaosKind[] = [...lineKinds];
