import { existsSync } from 'node:fs';
import { installPackage, mayInstallPackages } from './apt.mjs';
import { findOnPath } from './run.mjs';

/** Debian installs it outside a normal user's PATH. */
const usualPlaces = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];

/** Finds the MQTT broker for the tests. @returns {string | undefined} the program's path */
export function findMosquitto() {
  return findOnPath('mosquitto') ?? usualPlaces.find((path) => existsSync(path));
}

/**
 * Finds a broker; on Debian and Ubuntu, as root, installs one if there is none.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function ensureMosquitto(say) {
  const found = findMosquitto();
  if (found !== undefined) return { program: found };
  if (!mayInstallPackages()) {
    return { reason: 'mosquitto is not installed (Debian: apt-get install mosquitto)' };
  }
  say('no MQTT broker found; installing mosquitto with apt-get');
  const reason = await installPackage('mosquitto');
  const installed = findMosquitto();
  return installed === undefined
    ? { reason: `apt-get could not install mosquitto: ${reason ?? 'no program came with the package'}` }
    : { program: installed };
}
