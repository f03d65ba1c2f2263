import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  minimumNodeVersion,
  nodeVersionFits,
  privateNodeVersion,
} from '../../../../scripts/setup/node-version.mjs';

const project = resolve(import.meta.dirname, '..', '..', '..', '..');
const read = (path: string): string => readFileSync(join(project, path), 'utf8');
const [privateMajor = ''] = privateNodeVersion.split('.');

it.each(['v22.18.0', 'v22.21.1', 'v24.0.0', 'v24.21.0', 'v26.0.0', 'v30.1.2', privateNodeVersion])(
  '%s is used as it is',
  (version) => {
    expect(nodeVersionFits(version)).toBe(true);
  },
);

it.each(['v18.19.0', 'v20.20.2', 'v22.9.0', 'v22.17.1', 'v23.11.0', 'v25.0.0', ''])(
  '%s is replaced by the private Node',
  (version) => {
    expect(nodeVersionFits(version)).toBe(false);
  },
);

describe('one minimum of Node', () => {
  it('is a version that fits', () => {
    expect(minimumNodeVersion).toMatch(/^\d+\.\d+$/);
    expect(nodeVersionFits(minimumNodeVersion)).toBe(true);
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('%s names no other than it and the private one', (path) => {
    const named = [...read(path).matchAll(/\bNode (\d[\d.]*\d)/g)].map(([, version]) => version);
    expect(named.filter((version) => version !== minimumNodeVersion && version !== privateMajor)).toEqual([]);
  });

  it('README.md names it', () => {
    expect(read('README.md')).toContain(`Node ${minimumNodeVersion} or newer`);
  });

  it('the workflow checks it and the private one', () => {
    const [, versions] = /node: \[(.*)\]/.exec(read('.github/workflows/check.yml')) ?? [];
    expect(versions).toBe(`'${minimumNodeVersion}', '${privateMajor}'`);
  });
});
