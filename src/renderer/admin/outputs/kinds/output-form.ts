import type { Component } from 'vue';
import type { MessageKey } from '../../../i18n/use-text.ts';
import type { OutputKind, TargetOf } from '../../../../shared/domain/output-kinds.ts';

/** How a kind of output is set up in the window. */
export interface OutputForm<Kind extends OutputKind> {
  /** The fields, over the target as `v-model`. */
  readonly fields: Component;
  /** What a new one begins with. */
  begin(): TargetOf<Kind>;
  /** What else there is to see of one that is set up, given its `id` and `mayChange`; left out: nothing. */
  readonly details?: { readonly name: MessageKey; readonly shows: Component };
}
