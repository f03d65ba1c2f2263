import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { SetupError } from '../setup/setup-error.mjs';

/**
 * @typedef {import('node:crypto').KeyObject} KeyObject
 * @typedef {{ name: string, pem: string }} PublicKey
 */

/**
 * Makes an Ed25519 key pair: the private key in `file`, readable by its owner only, the public key beside it. Existing
 * files are not overwritten.
 *
 * @param {string} file
 * @param {string | undefined} passphrase
 * @returns {string} the public key's file
 */
export function makeKey(file, passphrase = process.env.LOUPE_KEY_PASSPHRASE) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const cipher = passphrase ? { cipher: 'aes-256-cbc', passphrase } : {};
  const text = privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher });
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    writeFileSync(`${file}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
  } catch (error) {
    throw new SetupError(
      `The key cannot be written: ${error instanceof Error ? error.message : error}`,
      'Choose a new file.',
    );
  }
  return `${file}.pub`;
}

/** @param {string} file @throws {SetupError} */
export function readPrivateKey(file, passphrase = process.env.LOUPE_KEY_PASSPHRASE) {
  return read(file, (pem) => createPrivateKey({ key: pem, ...(passphrase ? { passphrase } : {}) }));
}

/** @param {string} file @throws {SetupError} */
export function readPublicKey(file) {
  return read(file, (pem) => createPublicKey(pem));
}

/**
 * @param {string} file
 * @param {(pem: string) => KeyObject} parse
 */
function read(file, parse) {
  /** @type {KeyObject} */
  let key;
  try {
    key = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SetupError(
      `${file} cannot be read as a key: ${error instanceof Error ? error.message : error}`,
      'A key with a passphrase needs it in LOUPE_KEY_PASSPHRASE; --new-key FILE makes a new key.',
    );
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new SetupError(
    `${file} is a key of another kind (${key.asymmetricKeyType}), not Ed25519`,
    '--new-key FILE makes one.',
  );
}

/** Returns the public key, as a package contains it. @param {KeyObject} key @returns {PublicKey} */
export function publicHalf(key) {
  const half = key.type === 'public' ? key : createPublicKey(key);
  return { name: keyName(half), pem: String(half.export({ type: 'spki', format: 'pem' })) };
}

/** Returns a public key's name: the first digits of its SHA-256. @param {KeyObject} key */
export function keyName(key) {
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}
