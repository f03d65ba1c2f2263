import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';

const fileSchema = z.record(z.string(), z.string());

/** Passwords of cameras. They are stored only in this file; no log, export or answer contains them. */
export interface CameraPasswords {
  /** Returns the password of a user at a camera; null if none is stored. @throws StationError NO_PERMISSION naming the file */
  passwordOf(address: string, user: string): string | null;
  /** @param password null deletes the stored password. @throws StationError DISK_FULL, NO_PERMISSION */
  set(address: string, user: string, password: string | null): void;
}

/** The key has no path, since a camera may send several streams: a password is for a host and port. */
const keyOf = (address: string, user: string): string => `${user}@${new URL(address).host}`;

/** @param file path in the station's home; only the station's user may read it */
export function createCameraPasswords(file: string): CameraPasswords {
  function read(): Record<string, string> {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      const code = systemCode(error);
      // The file exists and still has the passwords of other cameras, so it must not be overwritten.
      if (code !== null && code !== 'ENOENT') throw fileFailure(error, file);
      // The file does not exist yet or is damaged: the passwords have to be entered again.
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
