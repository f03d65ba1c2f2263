import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Where this program lies and whether it runs from source or from the build. */
export interface Program {
  /** The folder that holds package.json; Electron's archive `app.asar` when it is packaged. */
  readonly folder: string;
  readonly built: boolean;
}

/** @param from this module's own file, wherever it runs from */
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
 * archive, so that a package has them beside it (`process.resourcesPath`).
 */
export function resourcesFolder({ folder }: Program): string {
  return extname(folder) === '.asar' ? dirname(folder) : join(folder, 'resources');
}

/** The pretrained network that ships, below {@link resourcesFolder}. */
export function backboneFile(resources: string): string {
  return join(resources, 'backbone', 'efficientnet-lite0.onnx');
}

/** The picture of the desktop's window in the task bar, below {@link resourcesFolder}. */
export function iconFile(resources: string): string {
  return join(resources, 'icon.png');
}

/** The font of reports: its package, wherever this program's packages lie, Electron's archive included. */
export function fontFolder(from = import.meta.url): string {
  return dirname(createRequire(from).resolve('@fontsource/noto-sans-sc/unicode.json'));
}

/** The version that package.json states. */
export function programVersion({ folder }: Program): string {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The versions of Node that package.json asks for, e.g. `>=22.18`; null where a package has its own. */
export function neededNode({ folder }: Program): string | null {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { engines } = z
    .object({ engines: z.object({ node: z.string() }).optional() })
    .parse(JSON.parse(text));
  return engines?.node ?? null;
}
