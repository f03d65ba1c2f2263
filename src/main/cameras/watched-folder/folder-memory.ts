import type { FileState } from './file-state.ts';

/** What was inspected under a name: the file as it stood, and its content. */
export interface InspectedFile extends FileState {
  readonly sha256: string;
}

/** What was inspected in one watched folder, also by inspections before, also before the station was started. */
export interface FolderMemory {
  find(name: string): InspectedFile | null;
  /** The name under which a file was inspected that stands just like this one; null when there is none. */
  nameOf(state: FileState): string | null;
  remember(name: string, file: InspectedFile): void;
  /** The same file under another name from now on. */
  rename(from: string, to: string): void;
  /** These names lie in the folder: what has been gone for long is forgotten. */
  keep(names: readonly string[]): void;
  /** Writes what is still to be written. */
  flush(): void;
}
