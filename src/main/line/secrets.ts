import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  outputSecretsSchema,
  secretNames,
  type OutputSecrets,
  type SecretChanges,
  type SecretName,
} from '../../shared/domain/output-secrets.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';
import { OutputTroubleError } from './output-trouble.ts';

/** Secrets that only the station and one output know. They are used but never shown again. */
export interface SecretsOfOutput {
  /** Null: the secret is not set. */
  read(name: SecretName): string | null;
}

export type OutputSecretStore = ReturnType<typeof createOutputSecrets>;

/**
 * Stores passwords and keys of outputs: one file per output in the home folder, readable by the station's
 * user only. They are not in the database, so no backup, export or log contains them.
 *
 * @param home the home folder
 */
export function createOutputSecrets(home: string) {
  const folder = join(home, 'secrets');
  const fileOf = (id: string): string => join(folder, `${id}.json`);

  function all(id: string): OutputSecrets {
    const path = fileOf(id);
    try {
      return outputSecretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOENT') return {};
      if (code !== null) throw fileFailure(error, path);
      // Does not quote the invalid text, because it is the secret.
      throw new OutputTroubleError('CORRUPT_FILE', 'secretsUnreadable', { path });
    }
  }

  /**
   * Returns the secrets to keep on a change. A damaged file is replaced; for an unreadable one the change
   * fails, because the file still holds the other secrets.
   */
  function replaceable(id: string): OutputSecrets {
    try {
      return all(id);
    } catch (error) {
      if (error instanceof StationError && error.code === 'CORRUPT_FILE') return {};
      throw error;
    }
  }

  /**
   * Changes secrets; absent names stay.
   *
   * @param changes null removes a secret
   * @throws StationError DISK_FULL, NO_PERMISSION, also if the file cannot be read; then nothing has changed
   */
  function change(id: string, changes: SecretChanges): void {
    if (Object.keys(changes).length === 0) return;
    const next = Object.fromEntries(
      Object.entries({ ...replaceable(id), ...changes }).filter(([, value]) => value !== null),
    );
    writeSecretFile(fileOf(id), JSON.stringify(next));
  }

  return {
    /**
     * Returns the names of the secrets that are set; none if the file cannot be read, so that a list of
     * outputs does not fail.
     */
    names(id: string): SecretName[] {
      try {
        const kept = all(id);
        return secretNames.filter((name) => kept[name] !== undefined);
      } catch {
        return [];
      }
    },

    /** Returns an output's secrets. Reading one fails with CORRUPT_FILE or NO_PERMISSION. */
    of: (id: string): SecretsOfOutput => ({ read: (name) => all(id)[name] ?? null }),

    change,

    /**
     * Changes secrets together with the database; if writing the database fails, the secrets are restored.
     *
     * @throws StationError as `change`; what `write` throws
     */
    changeWith<Result>(id: string, changes: SecretChanges, write: () => Result): Result {
      const path = fileOf(id);
      const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
      change(id, changes);
      try {
        return write();
      } catch (error) {
        if (before === null) rmSync(path, { force: true });
        else if (Object.keys(changes).length > 0) writeSecretFile(path, before);
        throw error;
      }
    },

    /** Removes an output's secrets, including the folder of its keys and certificates. */
    forget(id: string): void {
      rmSync(fileOf(id), { force: true });
      rmSync(join(folder, id), { recursive: true, force: true });
    },
  };
}
