import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** This program's folder, and whether it runs from its build or from source. */
export interface Program {
  /** The folder with package.json; Electron's archive `app.asar` in a package. */
  readonly folder: string;
  readonly built: boolean;
}

/** @param from path of this module's file, in the source or in the build */
export function program(from = fileURLToPath(import.meta.url)): Program {
  const folder = dirname(from);
  if (from.endsWith('.ts')) return { folder: dirname(dirname(dirname(folder))), built: false };
  const main = basename(folder) === 'chunks' ? dirname(folder) : folder;
  return { folder: dirname(dirname(main)), built: true };
}

/** The built window: `index.html` and its assets. */
export function rendererFolder({ folder }: Program): string {
  return join(folder, 'out', 'renderer');
}

/**
 * Read-only assets that ship: teacher networks, backbone, icons. Native libraries cannot open files inside Electron's
 * archive, so a package has them beside it (`process.resourcesPath`).
 */
export function resourcesFolder({ folder }: Program): string {
  return extname(folder) === '.asar' ? dirname(folder) : join(folder, 'resources');
}

/** The shipped pretrained network, below {@link resourcesFolder}. */
export function backboneFile(resources: string): string {
  return join(resources, 'backbone', 'efficientnet-lite0.onnx');
}

/** The desktop window's icon, below {@link resourcesFolder}. */
export function iconFile(resources: string): string {
  return join(resources, 'icon.png');
}

/** Folder of the reports' font, which is a package; also works inside Electron's archive. */
export function fontFolder(from = import.meta.url): string {
  return dirname(createRequire(from).resolve('@fontsource/noto-sans-sc/unicode.json'));
}

/** The program's version, from package.json. */
export function programVersion({ folder }: Program): string {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The Node versions that package.json requires, e.g. `>=22.18`; null in a package that brings its own Node. */
export function neededNode({ folder }: Program): string | null {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { engines } = z
    .object({ engines: z.object({ node: z.string() }).optional() })
    .parse(JSON.parse(text));
  return engines?.node ?? null;
}
