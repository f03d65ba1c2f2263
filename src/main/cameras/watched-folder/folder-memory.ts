import type { FileState } from './file-state.ts';

/** An inspected file: its state and the hash of its content. */
export interface InspectedFile extends FileState {
  readonly sha256: string;
}

/** The inspected files of one watched folder; it includes earlier sessions and earlier starts of the station. */
export interface FolderMemory {
  find(name: string): InspectedFile | null;
  /** Returns the name of an inspected file with exactly this state; null if there is none. */
  nameOf(state: FileState): string | null;
  remember(name: string, file: InspectedFile): void;
  /** Notes that a file was renamed. */
  rename(from: string, to: string): void;
  /** Notes that these names exist, and forgets names that have been missing for long. */
  keep(names: readonly string[]): void;
  /** Writes all pending changes. */
  flush(): void;
}
