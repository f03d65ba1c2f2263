import { usePreferences } from '../../stores/preferences.ts';
import { useFolderChoice } from './folder-choice.ts';
import type { SourceForm } from './source-form.ts';
import WatchedFolderField from './watched-folder-field.vue';

/** A folder on the station's machine; each picture in it is a part. */
export function useWatchedFolder(): SourceForm {
  const preferences = usePreferences();
  const choice = useFolderChoice();
  const folder = (): string => (preferences.sources['watched-folder'] ?? '').trim();
  return {
    settings: WatchedFolderField,
    missing: () => (folder() === '' ? 'sources.watched-folder.missing' : null),
    prepare: () =>
      Promise.resolve({
        kind: 'watched-folder',
        folder: folder(),
        subfolders: preferences.watchedSubfolders,
      }),
    again: () => choice.again,
  };
}
