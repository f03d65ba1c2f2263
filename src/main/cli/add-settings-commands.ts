import { Argument, type Command } from 'commander';
import { longestHistory } from '../../shared/contract/settings.ts';
import { settingKeys, settingKeySchema } from '../../shared/domain/station-settings.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import { fileOption, pathOption, wholeNumber } from './options.ts';

/** Adds `settings`, for the station's own settings. It also works while the station runs. */
export function addSettingsCommands(program: Command, alone: RunAlone): void {
  const settings = program
    .command('settings')
    .description('the station’s own settings, and who changed them');
  const key = (name: string): Argument =>
    new Argument(name, 'of the setting; "settings get" lists them').choices(settingKeys);
  const known = (word: string | undefined) => (word === undefined ? null : settingKeySchema.parse(word));
  const jsonFile = fileOption('.json');
  settings
    .command('get')
    .description('print a setting, or all of them, with who set it and when')
    .addArgument(key('[key]'))
    .action((word: string | undefined) =>
      alone(async (terminal) => {
        const { getSettings } = await import('./commands/settings.ts');
        getSettings(terminal, known(word));
      }),
    );
  settings
    .command('set')
    .description('set a setting; in force at once, also in a station that runs')
    .addArgument(key('<key>'))
    .argument('<value>', 'what it is to be')
    .action((word: string, value: string) =>
      alone(async (terminal) => {
        const { setSetting } = await import('./commands/settings.ts');
        setSetting(terminal, settingKeySchema.parse(word), value);
      }),
    );
  settings
    .command('export')
    .description('write all settings as JSON')
    .argument('[file]', 'the file; standard output when left out', jsonFile)
    .action((file: string | undefined) =>
      alone(async (terminal) => {
        const { exportSettings } = await import('./commands/settings.ts');
        await exportSettings(terminal, file ?? null);
      }),
    );
  settings
    .command('apply')
    .description('set what a file says, all of it or nothing; what it does not name stays as it is')
    .argument('<file>', 'the file, as "settings export" writes it', pathOption)
    .option('--check', 'only say what would change', false)
    .action((file: string, options: { check: boolean }) =>
      alone(async (terminal) => {
        const { applySettings } = await import('./commands/settings.ts');
        await applySettings(terminal, file, options);
      }),
    );
  settings
    .command('history')
    .description('list the changes, newest first')
    .addArgument(key('[key]'))
    .option('--limit <n>', 'how many', wholeNumber(1, longestHistory), 50)
    .action((word: string | undefined, { limit }: { limit: number }) =>
      alone(async (terminal) => {
        const { settingsHistory } = await import('./commands/settings.ts');
        settingsHistory(terminal, known(word), limit);
      }),
    );
  settings
    .command('schema')
    .description('write the JSON Schema of a file of settings, for editors')
    .argument('[file]', 'the file; standard output when left out', jsonFile)
    .action((file: string | undefined) =>
      alone(async (terminal) => {
        const { settingsSchemaFile } = await import('./commands/settings.ts');
        await settingsSchemaFile(terminal, file ?? null);
      }),
    );
}
