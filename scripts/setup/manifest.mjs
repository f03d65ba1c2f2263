import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {{ name: string, version: string, engines: { node: string }, scripts?: Record<string, string>,
 *   dependencies: Record<string, string> }} Manifest the fields of package.json in use
 */

/**
 * Reads the package.json of the project, or of a package in another folder.
 *
 * @param {string} folder
 * @returns {Manifest}
 */
export function manifestOf(folder = root) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
