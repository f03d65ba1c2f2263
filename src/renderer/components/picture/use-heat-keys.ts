import { usePreferences } from '../../stores/preferences.ts';
import { useKeys } from '../browser/use-keys.ts';

/** H: the heatmap on or off, for as long as it is held (blink); O: its outline alone. */
export function useHeatKeys(): void {
  const preferences = usePreferences();
  const toggle = (): void => void (preferences.heatVisible = !preferences.heatVisible);
  useKeys([
    { key: 'h', title: 'picture.keys.heat', run: toggle, letGo: toggle },
    {
      key: 'o',
      title: 'picture.keys.outline',
      run: () => (preferences.heatOutline = !preferences.heatOutline),
    },
  ]);
}
