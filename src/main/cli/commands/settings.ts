import { Buffer } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { longestSettingsFile, type PlannedChange } from '../../../shared/contract/settings.ts';
import {
  settingKeys,
  someSettingsSchema,
  stationSettings,
  type SettingKey,
} from '../../../shared/domain/station-settings.ts';
import type { SecretName } from '../../../shared/domain/output-secrets.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { settingCheck } from '../../backup/setting-check.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import { fileFailure } from '../../files/file-failure.ts';
import { createSettingsRepository } from '../../settings/repository.ts';
import { createSettingsService } from '../../settings/service.ts';
import type { SettingsService } from '../../settings/service.ts';
import { settingsJsonSchema } from '../../settings/settings-file.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import type { OwnKind } from '../own-file.ts';
import { preparePlace } from '../prepare-place.ts';
import type { Terminal } from '../terminal.ts';

/** Opens the home folder's settings, even while the station runs, and calls `run`. */
function withSettings<Result>(run: (settings: SettingsService) => Result): Result {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const settings = createSettingsRepository(database);
    // The windows of a running station notice the change with their next request of its state.
    return run(
      createSettingsService({
        settings,
        changes: { publish: () => undefined },
        check: settingCheck(paths.home),
      }),
    );
  } finally {
    close();
  }
}

/** Prints a setting with the person and time of its last change. @param key null prints all settings */
export function getSettings(terminal: Terminal, key: SettingKey | null): void {
  const { values, origins, version } = withSettings((settings) => settings.state());
  const keys = key === null ? settingKeys : [key];
  const width = Math.max(...keys.map((one) => one.length));
  for (const one of keys) {
    const { state, setBy, setAt } = origins[one];
    const since = setAt === null ? 'as delivered' : `since ${instantText(setAt)}, by ${setBy ?? ''}`;
    const unreadable = state === 'unreadable' ? ', unreadable, as delivered until it is set anew' : '';
    terminal.print(`${one.padEnd(width)}  ${valueText(values[one])}  (${since}${unreadable})`);
  }
  terminal.printJson({
    version,
    settings: Object.fromEntries(keys.map((one) => [one, { value: values[one], ...origins[one] }])),
  });
}

/** Changes one setting. @throws StationError BAD_INPUT for an invalid value */
export function setSetting(terminal: Terminal, key: SettingKey, text: string): void {
  const isNumber = stationSettings[key].field.kind === 'number' && text.trim() !== '';
  const parsed = someSettingsSchema.safeParse({ [key]: isNumber ? Number(text) : text });
  if (!parsed.success) {
    const why = parsed.error.issues[0]?.message ?? 'It cannot be used';
    throw new StationError('BAD_INPUT', `“${text}” is no value for ${key}. ${why}.`);
  }
  const { before, after } = withSettings((settings) => {
    const { values, version } = settings.state();
    return { before: values, after: settings.set(parsed.data, version, singleUser) };
  });
  const value = after.values[key];
  terminal.print(`${key}: ${valueText(before[key])} → ${valueText(value)}`);
  terminal.printJson({ key, before: before[key], after: value, version: after.version });
}

/** Writes all settings as a file that `apply` reads. @param file null writes to standard output */
export async function exportSettings(terminal: Terminal, file: string | null): Promise<void> {
  // Loaded only here, because the module loads all kinds of outputs, which is slow.
  const { withSetUpFile } = await import('../with-set-up-file.ts');
  const text = await withSetUpFile((setUp) => setUp.exportText(singleUser));
  await writeText(terminal, text, file, 'settings');
}

/** Writes the JSON Schema of settings files. @param file null writes to standard output */
export async function settingsSchemaFile(terminal: Terminal, file: string | null): Promise<void> {
  await writeText(terminal, settingsJsonSchema(), file, 'settings-schema');
}

async function writeText(
  terminal: Terminal,
  text: string,
  file: string | null,
  kind: OwnKind,
): Promise<void> {
  if (file === null) {
    terminal.print(text.trimEnd());
    terminal.printJson(JSON.parse(text));
    return;
  }
  await preparePlace(file, kind);
  await writeFileDurably(file, Buffer.from(text));
  terminal.print(file);
  terminal.printJson({ file });
}

/**
 * Applies a settings file: settings, lanes and recipes all together or not at all, then the outputs.
 *
 * @param check only prints what would change
 * @throws StationError BAD_INPUT naming what is wrong in the file, NOT_FOUND, NO_PERMISSION
 */
export async function applySettings(
  terminal: Terminal,
  file: string,
  { check }: { readonly check: boolean },
): Promise<void> {
  const text = await readSettingsFile(file);
  const { withSetUpFile } = await import('../with-set-up-file.ts');
  const { changes, line, secrets, version } = await withSetUpFile((setUp) =>
    setUp.apply(text, { check }, singleUser),
  );
  const all = [...changes, ...line];
  for (const change of all) terminal.print(changeText(change));
  if (all.length === 0) terminal.print('All of it is in force already.');
  if (check && all.length > 0) {
    terminal.print('Nothing was changed: leave out --check to apply the file.');
  }
  for (const { output, secrets: names } of secrets) {
    for (const name of names) terminal.print(secretText(output, name));
  }
  terminal.printJson({ changes, line, secrets, applied: !check, version });
}

async function readSettingsFile(path: string): Promise<string> {
  try {
    // The size is checked before reading, because the path may name any file.
    if ((await stat(path)).size > longestSettingsFile) {
      throw new StationError(
        'BAD_INPUT',
        `“${path}” is no file of settings: it has more than ${longestSettingsFile} bytes. "settings export" writes one.`,
      );
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fileFailure(error, path);
  }
}

/** Prints changes, newest first. @param key null prints the changes of all settings */
export function settingsHistory(terminal: Terminal, key: SettingKey | null, limit: number): void {
  const { changes, more } = withSettings((settings) => settings.history({ key, limit }));
  for (const change of changes) {
    terminal.print(`${instantText(change.setAt)}  ${change.setBy}: ${changeText(change)}`);
  }
  if (changes.length === 0) terminal.print('Nothing was changed yet.');
  if (more) terminal.print('There are earlier changes: --limit shows more.');
  terminal.printJson({ changes, more });
}

/** Returns the advice to set a secret, which settings files never contain. */
function secretText(output: string, name: SecretName): string {
  return `outputs.${output}: its ${name} has to be set again: station outputs secret ${JSON.stringify(output)} ${name}`;
}

function changeText({
  key,
  before,
  after,
}: Pick<PlannedChange, 'before' | 'after'> & { key: string }): string {
  return `${key}: ${valueText(before)} → ${valueText(after)}`;
}

/** Returns a value as JSON, so that an empty text and a space look different. */
function valueText(value: unknown): string {
  return z.string().parse(JSON.stringify(value));
}

function instantText(instant: number): string {
  return new Date(instant).toISOString();
}
