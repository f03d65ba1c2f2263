import { text } from 'node:stream/consumers';
import { cameraPasswordSchema } from '../../../shared/contract/cameras.ts';
import { createCameraPasswords } from '../../cameras/camera-passwords.ts';
import { findCameras } from '../../cameras/gstreamer/find-cameras.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { checkedValues } from '../given-values.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the found cameras of each kind, and the software missing for other cameras. */
export async function listCameras(terminal: Terminal): Promise<void> {
  const kinds = await findCameras();
  for (const { kind, cameras, missing, note } of kinds) {
    const state = missing ?? (cameras.length > 0 ? null : note) ?? 'ready';
    terminal.print(`${kind}: ${state}`);
    for (const { address, name } of cameras) terminal.print(`  ${address}  ${name}`);
  }
  terminal.printJson({ kinds });
}

/**
 * Stores the password of a user at an IP camera: the first line of standard input; an empty line deletes it. The
 * password is no argument, because shells store arguments and other users can see them.
 */
export async function setCameraPassword(terminal: Terminal, address: string, user: string): Promise<void> {
  const [line = ''] = (await text(process.stdin)).split(/\r?\n/);
  const given = checkedValues(
    cameraPasswordSchema,
    { address, user, password: line === '' ? null : line },
    'The password',
  );
  const paths = stationPaths(defaultHome(process.env, process.platform));
  createCameraPasswords(paths.cameraPasswords).set(given.address, given.user, given.password);
  const kept = given.password !== null;
  terminal.print(kept ? 'The station keeps the password.' : 'The password is forgotten.');
  terminal.printJson({ address, user, kept });
}
