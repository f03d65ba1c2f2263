import { usePreferences } from './preferences.ts';

const most = 8;

/** The list with a folder in front, each once. */
export function withFolder(folders: readonly string[], folder: string): string[] {
  return [folder, ...folders.filter((other) => other !== folder)].slice(0, most);
}

/** Folders of the station's machine that were used in this window, to choose from instead of typing them again. */
export function useRecentFolders() {
  const preferences = usePreferences();
  return {
    note(folder: string): void {
      preferences.recentFolders = withFolder(preferences.recentFolders, folder);
    },
  };
}
