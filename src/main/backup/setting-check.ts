import type { SettingCheck } from '../settings/service.ts';
import { ensureFolderOutside } from '../files/folder-outside.ts';

/** Returns the check that the backup folder is usable on this machine. @param home the station's own folder */
export function settingCheck(home: string): SettingCheck {
  return ({ 'backup.folder': folder = '' }) => {
    if (folder !== '') ensureFolderOutside(folder, home);
  };
}
