import type { Component } from 'vue';
import type { MessageKey } from '../../i18n/use-text.ts';
import type { Source } from '../../../shared/domain/source-kinds.ts';

/** Settings of a kind of source in the window. */
export interface SourceForm {
  /** The settings next to the choice of the kind, with a prop `disabled`; null without settings. */
  readonly settings: Component | null;
  /** Names what an inspection still needs before its start; null: nothing. */
  missing(): MessageKey | null;
  /** Returns the configured source; null if it is unavailable, which the source's own state explains. */
  prepare(): Promise<Source | null>;
  /** Whether to inspect again what the source delivered to earlier inspections; never if absent. */
  readonly again?: () => boolean;
}
