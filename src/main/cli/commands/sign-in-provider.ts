import { openAudit } from '../../audit/open-audit.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { readProvider, removeProvider, writeProvider } from '../../users/provider-file.ts';
import { readSecret } from '../read-secret.ts';
import type { Terminal } from '../terminal.ts';

const paths = () => stationPaths(defaultHome(process.env, process.platform));
const fileOfHome = (): string => paths().signInProvider;

/** Adds a record to the audit trail. The provider is in a file because of its secret, so no table records changes. */
function record(after: unknown): void {
  const { database, close } = openBesideStation(paths());
  try {
    openAudit(database, paths()).note({ code: 'setting.changed', subject: 'users.provider', after });
  } finally {
    close();
  }
}

/** @throws StationError BAD_INPUT, DISK_FULL, NO_PERMISSION */
export async function setProvider(
  terminal: Terminal,
  given: {
    readonly issuer: string;
    readonly clientId: string;
    readonly claim: string;
    readonly label: string;
  },
): Promise<void> {
  const secret = await readSecret('Secret of the client');
  writeProvider(fileOfHome(), { ...given, clientSecret: secret === '' ? null : secret });
  record(given);
  showProvider(terminal);
}

/** @throws StationError CORRUPT_FILE */
export function showProvider(terminal: Terminal): void {
  const found = readProvider(fileOfHome());
  if (found === null) {
    terminal.print('There is no provider: people sign in with PIN, password or badge.');
    terminal.printJson({ provider: null });
    return;
  }
  const { clientSecret, ...shown } = found;
  const secret = clientSecret === null ? 'without a secret' : 'with a secret';
  terminal.print(`${shown.label}: ${shown.issuer}, client ${shown.clientId} ${secret}, claim ${shown.claim}`);
  terminal.printJson({ provider: shown });
}

export function forgetProvider(terminal: Terminal): void {
  removeProvider(fileOfHome());
  record(null);
  showProvider(terminal);
}
