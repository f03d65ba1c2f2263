import type { SetUpFile } from '../set-up-file/set-up-file.ts';
import { seenChanges, seenState } from '../settings/seen-settings.ts';
import type { SettingsService } from '../settings/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the station's own settings. */
export function settingsHandlers(
  os: ReturnType<typeof guardedContract>,
  settings: SettingsService,
  setUpFile: SetUpFile,
) {
  return {
    get: os.settings.get.handler(({ context }) => seenState(settings.state(), context.user)),
    set: os.settings.set.handler(({ input, context }) =>
      settings.set(input.values, input.expected, context.user),
    ),
    history: os.settings.history.handler(({ input, context }) => {
      const { changes, more } = settings.history(input);
      return { changes: seenChanges(changes, context.user), more };
    }),
    export: os.settings.export.handler(({ context }) => ({
      fileName: 'station-settings.json',
      text: setUpFile.exportText(context.user),
    })),
    apply: os.settings.apply.handler(({ input: { text, ...choices }, context }) =>
      setUpFile.apply(text, choices, context.user),
    ),
  };
}
