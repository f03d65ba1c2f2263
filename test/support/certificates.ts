import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(...given: string[]): void {
  execFileSync('openssl', given, { stdio: 'pipe' });
}

/** Makes a test's own authority for machines called `127.0.0.1`. @param folder for its files; a browser's test passes its own */
export function makeAuthority(folder = temporaryFolder()) {
  // Brokers read these files without administrator rights.
  chmodSync(folder, 0o755);
  const [file, key] = [join(folder, 'authority.pem'), join(folder, 'authority-key.pem')];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    `/CN=Authority ${randomUUID()}`,
    '-keyout',
    key,
    '-out',
    file,
  );
  let signed = 0;
  return {
    file,
    text: readFileSync(file, 'utf8'),
    /** Signs a certificate for a machine or a client. */
    sign() {
      signed += 1;
      const at = (ending: string): string => join(folder, `${signed}.${ending}`);
      openssl(
        ...[
          'req',
          '-x509',
          ...newKey,
          '-days',
          '2',
          '-subj',
          `/CN=Machine ${signed}`,
          '-CA',
          file,
          '-CAkey',
          key,
        ],
        ...['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE'],
        ...['-keyout', at('key'), '-out', at('pem')],
      );
      chmodSync(at('key'), 0o644);
      return {
        certificateFile: at('pem'),
        keyFile: at('key'),
        certificate: readFileSync(at('pem'), 'utf8'),
        key: readFileSync(at('key'), 'utf8'),
      };
    },
  };
}
