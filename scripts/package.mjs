import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDeb, debianArchitecture } from './package/build-deb.mjs';
import { buildDesktop } from './package/build-desktop.mjs';
import { makeKey, publicHalf, readPrivateKey, readPublicKey } from './package/keys.mjs';
import { signDeb } from './package/sign-deb.mjs';
import { command } from './setup/command.mjs';
import { manifestOf } from './setup/manifest.mjs';
import { privateNode } from './setup/node-runtime.mjs';
import { root, toolchain } from './setup/paths.mjs';

const usage = `Usage: npm run package -- [--key FILE] [--trust FILE]… [--to DIR] [--without-training] [--gzip]
       npm run package -- --desktop [--unpacked] [--to DIR]
       npm run package -- --new-key FILE
Makes the .deb of the headless station in packages/ (docs/install.md).
  --key               signs it with this Ed25519 key; stations that have its public half take it as an update
  --trust             a further public key whose updates the packaged station takes
  --to                the folder of the package
  --without-training  without TensorFlow's library, for machines that only inspect
  --gzip              faster to make, larger
  --desktop           the desktop's packages of this system instead: AppImage and .deb, NSIS, or dmg
  --unpacked          only the folder that they would hold
  --new-key           only makes a key, its public half in FILE.pub (LOUPE_KEY_PASSPHRASE encrypts it)
`;

const { values } = parseArgs({
  options: {
    key: { type: 'string' },
    trust: { type: 'string', multiple: true },
    to: { type: 'string' },
    'without-training': { type: 'boolean' },
    gzip: { type: 'boolean' },
    'new-key': { type: 'string' },
    desktop: { type: 'boolean' },
    unpacked: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (values.help) process.stdout.write(usage);
else if (values['new-key'] !== undefined) {
  process.stdout.write(`Public key: ${makeKey(resolve(values['new-key']))}\n`);
} else await command({ script: import.meta.url }, values.desktop ? makeDesktop : makePackage);

async function makeDesktop() {
  const folder = await buildDesktop({
    to: packagesFolder(),
    unpacked: values.unpacked === true,
    say: (text) => process.stdout.write(`${text}\n`),
  });
  process.stdout.write(`${folder}\n`);
  return 0;
}

function packagesFolder() {
  return resolve(values.to ?? join(root, 'packages'));
}

async function makePackage() {
  const key = values.key === undefined ? undefined : readPrivateKey(values.key);
  const trusted = [
    ...(key === undefined ? [] : [key]),
    ...(values.trust ?? []).map((file) => readPublicKey(file)),
  ];
  const { version } = manifestOf();
  const architecture = debianArchitecture();
  const file = join(packagesFolder(), `loupe-station_${version}_${architecture}.deb`);
  mkdirSync(packagesFolder(), { recursive: true });
  // On the disk of node_modules, files can be hard-linked.
  const folder = mkdtempSync(join(toolchain, 'package-'));
  try {
    await buildDeb({
      folder,
      file,
      version,
      keys: trusted.map(publicHalf),
      node: await privateNode((text) => process.stdout.write(`${text}\n`)),
      compression: values.gzip ? 'gzip' : 'xz',
      training: !values['without-training'],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (key !== undefined) await signDeb(file, { version, architecture, key });
  process.stdout.write(`${file}${key === undefined ? ', unsigned: no station takes it as an update' : ''}\n`);
  return 0;
}
