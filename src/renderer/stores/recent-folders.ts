import { usePreferences } from './preferences.ts';

const most = 8;

/** Moves or adds a folder to the front of the list. */
export function withFolder(folders: readonly string[], folder: string): string[] {
  return [folder, ...folders.filter((other) => other !== folder)].slice(0, most);
}

/** Folders of the station's machine that this window used, as suggestions. */
export function useRecentFolders() {
  const preferences = usePreferences();
  return {
    note(folder: string): void {
      preferences.recentFolders = withFolder(preferences.recentFolders, folder);
    },
  };
}
