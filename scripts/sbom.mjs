import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeSbom, sbomFaults } from './release/sbom.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';

// Writes the station's parts as CycloneDX: node scripts/sbom.mjs [FILE]
try {
  const document = await makeSbom();
  const { name, version } = document.metadata.component;
  const file = resolve(process.argv[2] ?? join(root, `${name}-${version}.cdx.json`));
  const faults = sbomFaults(document);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else {
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
    process.stdout.write(`${document.components.length} parts: ${file}\n`);
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stdout.write(`${error.message}\n${error.advice}\n`);
  process.exitCode = 1;
}
