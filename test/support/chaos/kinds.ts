import type { ChaosKind } from './kind.ts';
import { lineKinds } from './line-kinds.ts';
import { migrationKind } from './migration-kind.ts';
import { placeKinds } from './place-kinds.ts';
import { workKinds } from './work-kinds.ts';

/** All kinds of fault that stations are put through. */
export const chaosKinds: readonly ChaosKind[] = [...lineKinds, ...workKinds, migrationKind, ...placeKinds];
