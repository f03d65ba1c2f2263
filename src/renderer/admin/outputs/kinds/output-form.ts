import type { Component } from 'vue';
import type { MessageKey } from '../../../i18n/use-text.ts';
import type { OutputKind, TargetOf } from '../../../../shared/domain/output-kinds.ts';

/** The form for a kind of output. */
export interface OutputForm<Kind extends OutputKind> {
  /** The fields, with the target as `v-model`. */
  readonly fields: Component;
  /** Returns the initial target of a new output. */
  begin(): TargetOf<Kind>;
  /** Further information on an existing output, with the props `id` and `mayChange`; if absent, none. */
  readonly details?: { readonly name: MessageKey; readonly shows: Component };
}
