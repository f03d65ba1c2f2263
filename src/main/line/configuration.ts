import { randomUUID } from 'node:crypto';
import type { ClientCertificate } from '../../shared/contract/client-certificates.ts';
import type { SentMessage } from '../../shared/contract/line-message.ts';
import {
  mostOutputs,
  shownMessages,
  type ConfiguredOutput,
  type Output,
  type OutputState,
} from '../../shared/contract/outputs.ts';
import { secretsOfKind, type OutputKind } from '../../shared/domain/output-kinds.ts';
import { secretNames, type SecretChanges } from '../../shared/domain/output-secrets.ts';
import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { AuditService } from '../audit/service.ts';
import { requireUnchanged } from '../database/standing-row.ts';
import type { StationChanges } from '../station/changes.ts';
import { clientCertificates } from './opcua/client-certificates.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import type { OutputRow, OutputsRepository } from './outputs-repository.ts';
import { checkOutput } from './registry.ts';
import { createOutputSecrets } from './secrets.ts';

export interface OutputConfigurationParts {
  readonly outputs: OutputsRepository;
  readonly outbox: OutboxRepository;
  readonly changes: Pick<StationChanges, 'publish'>;
  /** Records actions that change no row of the database. */
  readonly audit: Pick<AuditService, 'note'>;
  /** The home folder. */
  readonly home: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type OutputConfiguration = ReturnType<typeof createOutputConfiguration>;

/**
 * The outputs' set-up and states. Everything is read from the database each time, because the command line
 * changes it in another process.
 */
export function createOutputConfiguration(parts: OutputConfigurationParts) {
  const { outputs, outbox, changes, audit, home, now = Date.now } = parts;
  const secrets = createOutputSecrets(home);

  function state(id: string, enabled: boolean): OutputState {
    const { failure, dropped, droppedAt } = outbox.state(id);
    return {
      lamp: !enabled ? 'off' : failure === null ? 'ok' : 'waiting',
      waiting: outbox.countWaiting(id),
      failure: failure && {
        code: failure.code,
        message: failure.message,
        trouble: failure.trouble,
        since: failure.since,
      },
      dropped,
      droppedAt,
    };
  }

  function described({ id, version, output, setBy, setAt }: OutputRow): ConfiguredOutput {
    const kept = secrets.names(id);
    return { ...output, id, version, setBy, setAt, secrets: kept, state: state(id, output.enabled) };
  }

  function require(id: string): OutputRow {
    const row = outputs.find(id);
    if (row) return row;
    throw new StationError('NOT_FOUND', 'The output does not exist any more. Reload the list.', id);
  }

  /** @throws StationError NOT_FOUND; CONFLICT if the output has changed since */
  function unchanged(id: string, expected: number): OutputRow {
    const row = require(id);
    return requireUnchanged(row, expected, `“${row.output.name}”`);
  }

  /** @throws StationError ALREADY_EXISTS if another output has the same name or target */
  function requireUnlike(id: string | null, { name, target }: Output): void {
    const others = outputs.list().filter((row) => row.id !== id);
    if (others.some(({ output }) => isSameName(output.name, name))) {
      throw new StationError('ALREADY_EXISTS', `There is an output “${name}” already. Choose another name.`);
    }
    const same = others.find(({ output }) => JSON.stringify(output.target) === JSON.stringify(target));
    if (same === undefined) return;
    throw new StationError(
      'ALREADY_EXISTS',
      `“${same.output.name}” leads to the same place already. Change that output, or choose another place.`,
    );
  }

  /** @throws StationError BAD_INPUT with the name of a secret that outputs of this kind do not have */
  function requireKnown(kind: OutputKind, changes: SecretChanges): void {
    const unknown = secretNames.find(
      (name) => changes[name] !== undefined && !secretsOfKind(kind).includes(name),
    );
    if (unknown === undefined) return;
    throw new StationError('BAD_INPUT', `An output of the kind “${kind}” has no secret “${unknown}”.`);
  }

  function get(id: string): ConfiguredOutput {
    return described(require(id));
  }

  return {
    /** Lists outputs in the order in which they were added. */
    list: (): ConfiguredOutput[] => outputs.list().map(described),

    /** @throws StationError NOT_FOUND */
    get,

    /**
     * Adds an output.
     *
     * @throws StationError BAD_INPUT, NOT_FOUND, NO_PERMISSION, DISK_FULL, ALREADY_EXISTS, with what cannot
     *   be used
     */
    async add(output: Output, user: User, given: SecretChanges = {}): Promise<ConfiguredOutput> {
      requireKnown(output.target.kind, given);
      await checkOutput(output.target, home);
      const id = randomUUID();
      secrets.changeWith(id, given, () =>
        outputs.append(() => {
          if (outputs.list().length >= mostOutputs) {
            throw new StationError(
              'CONFLICT',
              `A station has ${mostOutputs} outputs at most. Remove one first.`,
            );
          }
          requireUnlike(null, output);
          const after = JSON.stringify(output);
          return { outputId: id, before: null, after, setBy: user.name, setAt: now() };
        }),
      );
      changes.publish({ kind: 'outputs' });
      return get(id);
    },

    /**
     * Changes an output. Waiting messages stay, for the new target. A disabled output need not be usable.
     *
     * @param expected the version that the caller knows
     * @param given secrets to change with it
     * @throws StationError those of `add`, and CONFLICT
     */
    async change(
      id: string,
      expected: number,
      output: Output,
      user: User,
      given: SecretChanges = {},
    ): Promise<ConfiguredOutput> {
      require(id);
      requireKnown(output.target.kind, given);
      if (output.enabled) await checkOutput(output.target, home);
      secrets.changeWith(id, given, () =>
        outputs.append(() => {
          const { text: before } = unchanged(id, expected);
          requireUnlike(id, output);
          const after = JSON.stringify(output);
          outbox.clearState(id);
          return { outputId: id, before, after, setBy: user.name, setAt: now() };
        }),
      );
      changes.publish({ kind: 'outputs' });
      return get(id);
    },

    /** Removes an output and gives up its waiting messages. @throws StationError NOT_FOUND, CONFLICT */
    remove(id: string, expected: number, user: User): void {
      outputs.append(() => {
        const { text: before } = unchanged(id, expected);
        outbox.forget(id);
        return { outputId: id, before, after: null, setBy: user.name, setAt: now() };
      });
      secrets.forget(id);
      changes.publish({ kind: 'outputs' });
    },

    /**
     * Lists certificates of clients that have tried to connect, untrusted ones first.
     *
     * @throws StationError NOT_FOUND
     */
    clients(id: string): ClientCertificate[] {
      require(id);
      return clientCertificates(home, id).list();
    },

    /** Lets a client in from now on. @throws StationError NOT_FOUND, NO_PERMISSION */
    trustClient(id: string, fingerprint: string): void {
      const { output } = require(id);
      clientCertificates(home, id).trust(fingerprint);
      audit.note({ code: 'output.client-trusted', subject: output.name, after: { fingerprint } });
      changes.publish({ kind: 'outputs' });
    },

    /**
     * Forgets a client's certificate and refuses its next connection.
     *
     * @throws StationError NOT_FOUND, NO_PERMISSION
     */
    removeClient(id: string, fingerprint: string): void {
      const { output } = require(id);
      clientCertificates(home, id).remove(fingerprint);
      audit.note({ code: 'output.client-removed', subject: output.name, after: { fingerprint } });
      changes.publish({ kind: 'outputs' });
    },

    /** Lists the latest messages, newest first. @throws StationError NOT_FOUND */
    messages(id: string): SentMessage[] {
      require(id);
      return outbox.latest(id, shownMessages);
    },
  };
}
