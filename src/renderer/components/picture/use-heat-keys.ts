import { usePreferences } from '../../stores/preferences.ts';
import { useKeys } from '../browser/use-keys.ts';

/** H switches the heatmap, and holding H switches it only until release (blink). O switches to the outline alone. */
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
