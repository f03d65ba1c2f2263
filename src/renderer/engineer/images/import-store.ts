import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { maximumUploadBytes, type ImageLabel, type SkippedFile } from '../../../shared/contract/datasets.ts';
import type { DataNote } from '../../../shared/domain/data-notes.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';
import { formatBytes } from '../../formats.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';

/** An import of images into a product, from the window or from a folder of the station. */
export interface ImportRun {
  readonly kind: 'upload' | 'folder';
  readonly state: 'running' | 'finished' | 'stopped' | 'failed';
  readonly done: number;
  /** 0 while the station still lists the folder. */
  readonly total: number;
  readonly added: number;
  readonly duplicates: number;
  readonly skipped: readonly SkippedFile[];
  /** Oddities of a labelled folder. */
  readonly notes: readonly DataNote[];
  /** The folder and the label of its images; null for files. */
  readonly folder: { readonly path: string; readonly label: ImageLabel } | null;
  /** The file being sent. */
  readonly file: string | null;
  /** Reason why the whole run ended early. */
  readonly failure: Failure | null;
}

const begun = {
  state: 'running',
  done: 0,
  total: 0,
  added: 0,
  duplicates: 0,
  skipped: [],
  notes: [],
  folder: null,
  file: null,
  failure: null,
} as const;

/** Errors that end the whole upload, because the next file would fail in the same way. */
const fatal = new Set([
  'CONNECTION_LOST',
  'FORBIDDEN',
  'DISK_FULL',
  'NO_PERMISSION',
  'NOT_FOUND',
  'INTERNAL',
]);

/** One import at a time for each product; it continues when the user leaves the view. */
export const useImports = defineStore('imports', () => {
  const client = useClient();
  const { t, locale } = useText();
  const runs = shallowReactive(new Map<string, ImportRun>());
  const stops = new Map<string, AbortController>();

  function update(productId: string, change: Partial<ImportRun>): void {
    const run = runs.get(productId);
    if (run) runs.set(productId, { ...run, ...change });
  }

  function begin(productId: string, kind: ImportRun['kind'], total: number): AbortSignal {
    const stop = new AbortController();
    stops.set(productId, stop);
    runs.set(productId, { ...begun, kind, total });
    return stop.signal;
  }

  function isRunning(productId: string): boolean {
    return runs.get(productId)?.state === 'running';
  }

  /** Reports a file that the station would refuse for its size, before its bytes are sent. */
  function tooLarge({ name, size }: File): SkippedFile | null {
    if (size <= maximumUploadBytes) return null;
    const bytes = (value: number): string => formatBytes(value, locale.value);
    const values = { name, size: bytes(size), limit: bytes(maximumUploadBytes) };
    return { name, code: 'BAD_INPUT', message: t('engineer.upload.tooLarge', values) };
  }

  /** Sends files one by one, all with one label; skips and lists a file that is too large or unreadable. */
  async function upload(
    productId: string,
    files: readonly File[],
    origin: 'upload' | 'camera',
    label: ImageLabel,
  ): Promise<void> {
    if (files.length === 0 || isRunning(productId)) return;
    const signal = begin(productId, 'upload', files.length);
    let { added, duplicates } = begun;
    const skipped: SkippedFile[] = [];
    for (const [index, file] of files.entries()) {
      const refused = tooLarge(file);
      if (refused) {
        skipped.push(refused);
        update(productId, { done: index + 1, skipped: [...skipped] });
        continue;
      }
      update(productId, { file: file.name });
      try {
        const answer = await client.datasets.upload({ productId, file, origin, label }, { signal });
        if (answer.duplicate) duplicates += 1;
        else added += 1;
      } catch (error) {
        if (signal.aborted) break;
        const failure = toFailure(error);
        const code = errorCodes.find((name) => name === failure.code);
        if (code === undefined || fatal.has(failure.code)) {
          update(productId, { state: 'failed', failure, file: null });
          return;
        }
        skipped.push({ name: file.name, code, message: failure.message });
      }
      update(productId, { done: index + 1, added, duplicates, skipped: [...skipped] });
    }
    update(productId, { state: signal.aborted ? 'stopped' : 'finished', file: null });
  }

  /** Copies the images of a folder on the station's machine; a labelled folder has its own labels. */
  async function importFolder(
    productId: string,
    folder: string,
    label: ImageLabel,
    goodKinds?: string[],
  ): Promise<void> {
    if (isRunning(productId)) return;
    const signal = begin(productId, 'folder', 0);
    update(productId, { folder: { path: folder, label } });
    try {
      const input = { productId, folder, label, ...(goodKinds ? { goodKinds } : {}) };
      for await (const event of await client.datasets.importFolder(input, { signal })) {
        if (event.kind === 'progress') update(productId, { done: event.done, total: event.total });
        else if (event.kind === 'skipped') {
          const skipped = runs.get(productId)?.skipped ?? [];
          update(productId, { skipped: [...skipped, event.file] });
        } else {
          const { imported: added, duplicates, skipped, notes } = event;
          update(productId, { state: 'finished', added, duplicates, skipped, notes });
        }
      }
    } catch (error) {
      if (!signal.aborted) update(productId, { state: 'failed', failure: toFailure(error) });
    }
    // The stream ended without a result, so the import was stopped.
    if (isRunning(productId)) update(productId, { state: 'stopped' });
  }

  /** Imports the last folder again with the kinds that someone named as good: images already imported get new labels. */
  async function again(productId: string, goodKinds: string[]): Promise<void> {
    const folder = runs.get(productId)?.folder;
    if (folder) await importFolder(productId, folder.path, folder.label, goodKinds);
  }

  return {
    runs,
    again,
    upload,
    importFolder,
    stop: (productId: string) => stops.get(productId)?.abort(),
    dismiss: (productId: string) => runs.delete(productId),
  };
});
