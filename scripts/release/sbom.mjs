import { join } from 'node:path';
import { readPackages } from '../setup/dependencies.mjs';
import { manifestOf } from '../setup/manifest.mjs';
import { npmCommand } from '../setup/npm.mjs';
import { root } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { outsideLock } from './outside-lock.mjs';
import { statedLicence } from './stated-licences.mjs';

/**
 * @typedef {import('./outside-lock.mjs').Component} Component
 * @typedef {{ bomFormat: string, specVersion: string, serialNumber?: string, version: number,
 *   metadata: { timestamp: string, component: Component }, components: Component[],
 *   dependencies: { ref: string, dependsOn?: string[] }[] }} Sbom
 */

/** Whether npm is 9.7 or newer, since older ones cannot write a list of parts. */
export async function npmListsParts() {
  const [npm = 'npm', ...first] = npmCommand();
  const { stdout } = await run(npm, [...first, '--version']);
  const [major = 0, minor = 0] = stdout.split('.').map(Number);
  return major > 9 || (major === 9 && minor >= 7);
}

/**
 * Lists the station's parts as a CycloneDX document: npm's list of the lock file, and the parts outside it.
 *
 * @param {string} folder the project
 * @returns {Promise<Sbom>}
 * @throws {SetupError} if npm cannot list the packages
 */
export async function makeSbom(folder = root) {
  const [npm = 'npm', ...first] = npmCommand();
  const args = [...first, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const result = await run(npm, args, { cwd: folder, timeout: 120_000 });
  if (result.code !== 0) {
    throw new SetupError(
      `npm could not list the packages: ${result.ended ?? result.output.trim().split('\n').at(-1)}`,
      'npm 9.7 or newer is needed.',
    );
  }
  /** @type {Sbom} */
  const document = JSON.parse(result.stdout);
  const { name, version } = manifestOf(folder);
  // npm names the project after its folder.
  Object.assign(document.metadata.component, { name, version, type: 'application' });
  for (const component of document.components) {
    const id = statedLicence(component.name, component.version);
    if (!component.licenses?.length && id !== undefined) component.licenses = [{ license: { id } }];
  }
  const others = outsideLock(folder);
  document.components.push(...others);
  document.dependencies.push(...others.map((component) => ({ ref: component['bom-ref'], dependsOn: [] })));
  return document;
}

/**
 * Checks a list of parts: fields that CycloneDX 1.5 and its readers need, packages of the lock file, hashes, licences.
 *
 * @param {Sbom} document
 * @param {string} folder the project
 * @returns {string[]} one sentence per fault
 */
export function sbomFaults(document, folder = root) {
  const { name, version } = manifestOf(folder);
  const { component: own, timestamp } = document.metadata ?? {};
  const faults = [];
  if (document.bomFormat !== 'CycloneDX') faults.push('bomFormat is not CycloneDX');
  if (document.specVersion !== '1.5') faults.push(`specVersion is ${document.specVersion}, not 1.5`);
  if (!/^urn:uuid:[\da-f-]{36}$/.test(document.serialNumber ?? '')) {
    faults.push('serialNumber is no urn:uuid');
  }
  if (Number.isNaN(Date.parse(timestamp))) faults.push('metadata.timestamp is no time');
  if (own?.name !== name || own?.version !== version) {
    faults.push(`metadata.component is not ${name} ${version}`);
  }
  const components = document.components ?? [];
  faults.push(...components.flatMap(componentFaults));
  const known = new Set(components.map((component) => component['bom-ref']));
  if (known.size !== components.length) faults.push('two components have the same bom-ref');
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  for (const [path, entry] of Object.entries(readPackages(join(folder, 'package-lock.json')))) {
    const inLock = `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${entry?.version}`;
    if (path !== '' && !listed.has(inLock)) faults.push(`${inLock} of the lock file is not listed`);
  }
  known.add(own?.['bom-ref']);
  for (const { ref, dependsOn = [] } of document.dependencies ?? []) {
    for (const part of [ref, ...dependsOn]) if (!known.has(part)) faults.push(`${part} is no component`);
  }
  return faults;
}

/** @param {Component} component @returns {string[]} */
function componentFaults({ type, name, version, licenses, hashes, properties = [], ...others }) {
  const called = others['bom-ref'] ?? name ?? 'a component';
  const unpinned = properties.some((property) => property.name === 'loupe:not-pinned');
  const faults = [];
  for (const [field, value] of Object.entries({ 'bom-ref': others['bom-ref'], type, name, version })) {
    if (typeof value !== 'string' || value === '') faults.push(`${called} has no ${field}`);
  }
  if (!licenses?.length) faults.push(`${called} has no licence`);
  if (!hashes?.length && !unpinned) faults.push(`${called} has no hash`);
  return faults;
}
