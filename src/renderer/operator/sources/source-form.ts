import type { Component } from 'vue';
import type { MessageKey } from '../../i18n/use-text.ts';
import type { Source } from '../../../shared/domain/source-kinds.ts';

/** How a kind of source is set up in the window. */
export interface SourceForm {
  /** What is set beside the choice of the kind, with `disabled`; null where there is nothing to set. */
  readonly settings: Component | null;
  /** What an inspection cannot start without; null when nothing is missing. */
  missing(): MessageKey | null;
  /** The source as it is set; null when it cannot be had, which its own state then says. */
  prepare(): Promise<Source | null>;
  /** Whether what the source gave to inspections before is to be inspected again; never when left out. */
  readonly again?: () => boolean;
}
