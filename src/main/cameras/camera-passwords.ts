import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';

const fileSchema = z.record(z.string(), z.string());

/** Passwords of cameras. They stay in this file: no log, export or answer has them. */
export interface CameraPasswords {
  /** The password of a user at a camera; null where none is kept. @throws StationError NO_PERMISSION naming the file */
  passwordOf(address: string, user: string): string | null;
  /** @param password null forgets it. @throws StationError DISK_FULL, NO_PERMISSION */
  set(address: string, user: string, password: string | null): void;
}

/** One camera may send several streams: a password belongs to its host and port. */
const keyOf = (address: string, user: string): string => `${user}@${new URL(address).host}`;

/** @param file below the station's home, readable by the station's user alone */
export function createCameraPasswords(file: string): CameraPasswords {
  function read(): Record<string, string> {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      const code = systemCode(error);
      // One that is there and cannot be read now still has the passwords of other cameras.
      if (code !== null && code !== 'ENOENT') throw fileFailure(error, file);
      // It is not there yet, or somebody damaged it: passwords are entered again.
      return {};
    }
  }

  return {
    passwordOf: (address, user) => read()[keyOf(address, user)] ?? null,
    set(address, user, password) {
      const { [keyOf(address, user)]: _before, ...others } = read();
      const next = password === null ? others : { ...others, [keyOf(address, user)]: password };
      writeSecretFile(file, JSON.stringify(next));
    },
  };
}
