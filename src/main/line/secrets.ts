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

/** What only the station and one output know. A secret goes in and is used; nothing gives it to a person again. */
export interface SecretsOfOutput {
  /** Null: it was not set. */
  read(name: SecretName): string | null;
}

export type OutputSecretStore = ReturnType<typeof createOutputSecrets>;

/**
 * Passwords and keys of outputs: a file each in the station's own folder, which its user alone may read. They are not in the
 * database, so that no backup, export or log of the station has them.
 *
 * @param home the station's own folder
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
      // What is wrong with the text is not told: the text is the secret.
      throw new OutputTroubleError('CORRUPT_FILE', 'secretsUnreadable', { path });
    }
  }

  /** A damaged file is replaced by what is set now; one that the system does not give now still has the other secrets. */
  function replaceable(id: string): OutputSecrets {
    try {
      return all(id);
    } catch (error) {
      if (error instanceof StationError && error.code === 'CORRUPT_FILE') return {};
      throw error;
    }
  }

  /**
   * What is not named stays.
   *
   * @param changes null: it is removed
   * @throws StationError DISK_FULL, NO_PERMISSION, also where the file cannot be read; then all is as it was
   */
  function change(id: string, changes: SecretChanges): void {
    if (Object.keys(changes).length === 0) return;
    const next = Object.fromEntries(
      Object.entries({ ...replaceable(id), ...changes }).filter(([, value]) => value !== null),
    );
    writeSecretFile(fileOf(id), JSON.stringify(next));
  }

  return {
    /** Those that are set, by name. None where the file cannot be read: a list of outputs must not fail for it. */
    names(id: string): SecretName[] {
      try {
        const kept = all(id);
        return secretNames.filter((name) => kept[name] !== undefined);
      } catch {
        return [];
      }
    },

    /** Reading fails with CORRUPT_FILE or NO_PERMISSION. */
    of: (id: string): SecretsOfOutput => ({ read: (name) => all(id)[name] ?? null }),

    change,

    /**
     * Changes secrets together with what stands in the database: where that is not written, they are what they were.
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

    /** Also keys and certificates, which stand in a folder of the same name. */
    forget(id: string): void {
      rmSync(fileOf(id), { force: true });
      rmSync(join(folder, id), { recursive: true, force: true });
    },
  };
}
