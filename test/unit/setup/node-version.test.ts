import { expect, it } from 'vitest';
import { nodeVersionFits, privateNodeVersion } from '../../../scripts/setup/node-version.mjs';

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
