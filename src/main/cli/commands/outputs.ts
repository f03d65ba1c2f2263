import { text } from 'node:stream/consumers';
import {
  outputSchema,
  shownMessages,
  type ConfiguredOutput,
  type OutputState,
} from '../../../shared/contract/outputs.ts';
import type { SentMessage } from '../../../shared/contract/line-message.ts';
import { outputAddress } from '../../../shared/domain/output-kinds.ts';
import { linesOf, secretNameSchema } from '../../../shared/domain/output-secrets.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import { createAuditRepository } from '../../audit/repository.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { headlessHost } from '../../host/headless-host.ts';
import { reportToStandardError } from '../../host/report-to-standard-error.ts';
import { createOutputConfiguration, type OutputConfiguration } from '../../line/configuration.ts';
import { noLine } from '../../line/no-line.ts';
import { createOpenOutputs } from '../../line/open-outputs.ts';
import { createOutboxRepository } from '../../line/outbox-repository.ts';
import { createOutputsRepository } from '../../line/outputs-repository.ts';
import { tryOutput } from '../../line/try-output.ts';
import { createSettingsRepository } from '../../settings/repository.ts';
import { createSettingsService } from '../../settings/service.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import { checkedValues, givenValues } from '../given-values.ts';
import type { Terminal } from '../terminal.ts';
import { counted } from '../text.ts';

/** Keys whose values stay text even if they look like numbers. */
const texts = ['name', 'folder', 'topic', 'user', 'sparkplug.group', 'sparkplug.node'];

/** Opens the outputs of the home folder, even while the station runs. */
function openedOutputs() {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, alone, close } = openBesideStation(paths);
  // A running station notices changes of other processes by itself.
  const parts = {
    outputs: createOutputsRepository(database),
    outbox: createOutboxRepository(database, shownMessages),
    settings: createSettingsService({
      settings: createSettingsRepository(database),
      changes: { publish: () => undefined },
    }),
    changes: { publish: () => undefined },
    audit: { note: createAuditRepository(database).append },
    report: reportToStandardError,
    host: headlessHost(),
    home: paths.home,
  };
  return { parts, configuration: createOutputConfiguration(parts), alone, close };
}

/** Opens the outputs of the home folder, even while the station runs, and calls `run`. */
export async function withOutputs<Result>(
  run: (configuration: OutputConfiguration) => Result | Promise<Result>,
): Promise<Result> {
  const { configuration, close } = openedOutputs();
  try {
    return await run(configuration);
  } finally {
    close();
  }
}

/** Finds an output by its name. @throws StationError NOT_FOUND listing the existing outputs */
export function named(configuration: OutputConfiguration, name: string): ConfiguredOutput {
  const all = configuration.list();
  const found = all.find((output) => output.name.toLowerCase() === name.trim().toLowerCase());
  if (found) return found;
  const names = all.map((output) => `“${output.name}”`).join(', ');
  throw new StationError(
    'NOT_FOUND',
    `There is no output “${name}”. ${names === '' ? 'None was added yet.' : `There are ${names}.`}`,
  );
}

/** Prints the outputs and their states. */
export async function listOutputs(terminal: Terminal): Promise<void> {
  const all = await withOutputs((configuration) => configuration.list());
  for (const { name, target, state, setBy, setAt } of all) {
    terminal.print(
      `${name}: ${target.kind}, ${outputAddress(target)} (since ${new Date(setAt).toISOString()}, by ${setBy})`,
    );
    terminal.print(`  ${stateText(state)}`);
  }
  if (all.length === 0) terminal.print('None was added yet.');
  terminal.printJson({ outputs: all });
}

/** Adds an output. @param given pairs `key=value`. @throws StationError BAD_INPUT and errors of the kind */
export async function addOutput(
  terminal: Terminal,
  name: string,
  kind: string,
  given: readonly string[],
): Promise<void> {
  const { name: again, enabled = true, ...target } = givenValues(given, texts);
  if (again !== undefined) throw new StationError('BAD_INPUT', 'The name comes before the kind.');
  const output = checkedValues(outputSchema, { name, enabled, target: { ...target, kind } }, 'The output');
  const added = await withOutputs((configuration) => configuration.add(output, singleUser));
  terminal.print(`${added.name}: ${outputAddress(added.target)}`);
  terminal.printJson(added);
}

/** Changes an output; settings that are not named stay. @param given pairs `key=value` */
export async function setOutput(terminal: Terminal, called: string, given: readonly string[]): Promise<void> {
  const changed = await withOutputs((configuration) => {
    const { id, version, ...before } = named(configuration, called);
    const { name = before.name, enabled = before.enabled, ...target } = givenValues(given, texts);
    const output = checkedValues(
      outputSchema,
      { name, enabled, target: { ...before.target, ...target } },
      'The output',
    );
    return configuration.change(id, version, output, singleUser);
  });
  terminal.print(
    `${changed.name}: ${outputAddress(changed.target)}${changed.enabled ? '' : ', switched off'}`,
  );
  terminal.printJson(changed);
}

/**
 * Sets a secret of an output from standard input: a key from all lines, any other secret from the first. An empty
 * value removes the secret. The secret is no argument, because other users of the machine can see arguments.
 */
export async function setSecret(terminal: Terminal, called: string, secret: string): Promise<void> {
  const name = secretNameSchema.parse(secret);
  const given = await text(process.stdin);
  const value = linesOf(name) === 'many' ? given.trim() : (given.split(/\r?\n/)[0] ?? '');
  const changed = await withOutputs((configuration) => {
    const { id, version, name: as, enabled, target } = named(configuration, called);
    const secrets = { [name]: value === '' ? null : value };
    return configuration.change(id, version, { name: as, enabled, target }, singleUser, secrets);
  });
  terminal.print(`${changed.name}: ${name} ${value === '' ? 'was removed' : 'is set'}.`);
  terminal.printJson({ name: changed.name, secrets: changed.secrets });
}

/** Removes an output and its waiting messages. */
export async function removeOutput(terminal: Terminal, called: string): Promise<void> {
  const { name, state } = await withOutputs((configuration) => {
    const found = named(configuration, called);
    configuration.remove(found.id, found.version, singleUser);
    return found;
  });
  const lost = state.waiting === 0 ? '' : `, with ${counted(state.waiting, 'result')} that waited`;
  terminal.print(`${name} was removed${lost}.`);
  terminal.printJson({ name, givenUp: state.waiting });
}

/** Sends a trial and waits for its delivery. @throws StationError with the reason if it did not arrive */
export async function testOutput(terminal: Terminal, called: string): Promise<void> {
  const { parts, configuration, alone, close } = openedOutputs();
  const open = createOpenOutputs(parts);
  try {
    const { id, name } = named(configuration, called);
    if (alone) open.start(noLine);
    const { delivered, state } = await tryOutput(
      {
        configuration,
        outbox: parts.outbox,
        now: Date.now,
        tryNow: alone ? open.tryNow : () => undefined,
        sender: () => ({ station: parts.settings.current()['station.name'], timeZone: ownTimeZone() }),
      },
      id,
    );
    if (!delivered) {
      throw new StationError(
        state.failure?.code ?? 'WORKER_FAILED',
        `The trial did not arrive: “${name}” ${stateText(state).replace(/\.$/, '')}. It leaves when that has ended.`,
      );
    }
    terminal.print(`The trial arrived through “${name}”.`);
    terminal.printJson({ delivered, state });
  } finally {
    await open.close();
    close();
  }
}

/** Prints an output's last messages, newest first. */
export async function outputMessages(terminal: Terminal, called: string): Promise<void> {
  const messages = await withOutputs((configuration) =>
    configuration.messages(named(configuration, called).id),
  );
  for (const message of messages) terminal.print(messageText(message));
  if (messages.length === 0) terminal.print('Nothing was sent yet.');
  terminal.printJson({ messages });
}

function messageText({ number, body, deliveredAt, givenUpAt }: SentMessage): string {
  const what = [body.kind, body['verdict'], body['product'], body['name']].filter(
    (word) => typeof word === 'string',
  );
  const left =
    givenUpAt !== null
      ? `nobody took it, given up ${new Date(givenUpAt).toISOString()}`
      : deliveredAt === null
        ? 'waits'
        : `left ${new Date(deliveredAt).toISOString()}`;
  return `${number}  ${body.time}  ${what.join(', ')}  (${left})`;
}

function stateText({ lamp, waiting, failure, dropped }: OutputState): string {
  const lost = dropped === 0 ? '' : `; given up: ${counted(dropped, 'result')}`;
  if (lamp === 'off') return `off${lost}`;
  const results = counted(waiting, 'result');
  if (failure === null) return `${waiting === 0 ? 'ok' : `sending: ${results}`}${lost}`;
  const since = new Date(failure.since).toISOString();
  return `waiting: ${results}, since ${since}: ${failure.message}${lost}`;
}
