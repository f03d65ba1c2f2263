import type { Component } from 'vue';
import type { OutputKind, TargetOf } from '../../../../shared/domain/output-kinds.ts';

/** How a kind of output is set up in the window. */
export interface OutputForm<Kind extends OutputKind> {
  /** The fields, over the target as `v-model`. */
  readonly fields: Component;
  /** What a new one begins with. */
  begin(): TargetOf<Kind>;
}
