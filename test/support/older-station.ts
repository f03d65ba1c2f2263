import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { temporaryFolder } from './temporary-folder.ts';

/** Folder with the files of a station of version 0.1.0; README.md there says what they hold and how they were made. */
const fixture = join(import.meta.dirname, '..', 'fixtures', 'station-0.1');
/** The pretrained network that ships. The graphs contain parts of it. */
const backbone = join(import.meta.dirname, '..', '..', 'resources', 'backbone', 'efficientnet-lite0.onnx');

/** Returns the SHA-256 of bytes, hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface OlderStation {
  /** A folder of the test's own that holds all other folders here. */
  readonly folder: string;
  /** The station's home as version 0.1.0 left it. */
  readonly home: string;
  readonly database: string;
  /** A labelled folder for each product. */
  readonly sets: Readonly<Record<'flange' | 'upright', string>>;
  /** Folder of an exported model. */
  readonly exported: string;
}

const piecesHeader = z.object({
  bytes: z.int(),
  sha256: z.string(),
  /** Bytes taken from the pretrained network: offset in the graph, offset in the network's file, length. */
  runs: z.array(z.tuple([z.int(), z.int(), z.int()])),
});

/** Unpacks the older station into a folder of the test's own. */
export function unpackOlderStation(): OlderStation {
  const folder = temporaryFolder();
  const tar = brotliDecompressSync(readFileSync(join(fixture, 'station.tar.br')));
  const { status, stderr } = spawnSync('tar', ['-xf', '-', '-C', folder], { input: tar, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar: ${stderr}`);
  const network = readFileSync(backbone);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.pieces')) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file.slice(0, -'.pieces'.length), joinPieces(readFileSync(file), network));
    rmSync(file);
  }
  const home = join(folder, 'home');
  const sets = { flange: join(folder, 'sets', 'flange'), upright: join(folder, 'sets', 'upright') };
  const [exported = ''] = readdirSync(join(folder, 'exported'));
  return {
    folder,
    home,
    database: join(home, 'station.db'),
    sets,
    exported: join(folder, 'exported', exported),
  };
}

/** Rebuilds a graph from its own bytes and those of the pretrained network. */
function joinPieces(file: Buffer, network: Buffer): Buffer {
  const start = 4 + file.readUInt32LE(0);
  const header = piecesHeader.parse(JSON.parse(file.toString('utf8', 4, start)));
  const whole = Buffer.alloc(header.bytes);
  let own = start;
  let at = 0;
  for (const [to, from, length] of header.runs) {
    file.copy(whole, at, own, own + to - at);
    own += to - at;
    network.copy(whole, to, from, from + length);
    at = to + length;
  }
  file.copy(whole, at, own);
  if (sha256(whole) === header.sha256) return whole;
  throw new Error(
    'A graph of the older station contains another pretrained network than the one that ships.',
  );
}

const json = (name: string): unknown => JSON.parse(readFileSync(join(fixture, name), 'utf8'));
const answer = z.looseObject({});
const answers = z.array(answer);

const limits = z.looseObject({ defect: z.number(), pixelThreshold: z.number(), smallestArea: z.number() });
/** Converts limits in force to today's form: a pixel threshold that nobody had changed follows T2 (migration 24). */
const followed = limits.transform(({ id, setAt, ...own }) =>
  follows(own)
    ? { ...own, pixelThreshold: own.defect, pixelFollows: true }
    : { ...own, id, setAt, pixelFollows: false },
);
const lastLimits = limits.transform((own) => (follows(own) ? { ...own, pixelThreshold: own.defect } : own));

function follows({ defect, pixelThreshold, smallestArea }: z.infer<typeof limits>): boolean {
  return pixelThreshold === 0.5 && (smallestArea === 0 || defect === 0.5);
}
const productAnswer = z.looseObject({ name: z.string(), thresholds: followed });
/** Origin of an image; version 0.1.0 called the log `defect-log`. */
const origin = z.string().transform((from) => (from === 'defect-log' ? 'log' : from));
const image = z.looseObject({ id: z.int(), sha256: z.string(), origin });

const productSchema = z.object({
  productId: z.uuid(),
  product: productAnswer,
  images: z.object({
    training: z.object({ images: z.array(image) }),
    test: z.object({ images: z.array(image) }),
  }),
  masks: z.array(z.object({ imageId: z.int(), drawing: answer })),
  pictures: z.array(
    z.object({
      kind: z.enum(['dataset-image', 'dataset-mask']),
      id: z.int(),
      type: z.string(),
      sha256: z.string(),
    }),
  ),
  counts: answer,
  models: z.array(
    z.looseObject({
      id: z.uuid(),
      family: z.string(),
      graphSha256: z.string(),
      latestEvaluation: z.object({ result: answer }),
    }),
  ),
  cards: z.array(
    z.object({
      modelId: z.uuid(),
      card: z.looseObject({ preset: z.string(), thresholds: answer, graph: answer }),
    }),
  ),
  activations: z.array(z.looseObject({ lastLimits })),
  jobs: answers,
  knownParts: z.array(z.int()),
  clearance: answer,
});

/** Kind of a log file; version 0.1.0 called the log's entries defects. */
const logFile = z
  .enum(['defect-picture', 'defect-map'])
  .transform((kind) => (kind === 'defect-map' ? 'entry-map' : 'entry-picture'));

const entrySchema = z.object({
  id: z.int(),
  detail: z.looseObject({ modelId: z.uuid(), sessionId: z.uuid(), productId: z.uuid(), score: z.number() }),
  files: z.array(z.object({ kind: logFile, sha256: z.string() })),
  replay: answer,
});

/** Answers of the older station through its contract. */
export const told = z
  .object({
    products: z.array(productAnswer),
    byProduct: z.array(productSchema),
    log: z.object({
      pages: z.array(
        z.object({
          page: z.object({
            order: z.enum(['newest', 'oldest', 'highest-score']),
            offset: z.int(),
            limit: z.int(),
          }),
          answer: z
            .object({ total: z.int(), defects: answers })
            .transform(({ total, defects }) => ({ total, entries: defects })),
        }),
      ),
      filtered: z.array(z.object({ filter: answer, answer })),
      entries: z.array(entrySchema).min(10),
      counts: z.array(z.object({ filter: answer, answer })),
    }),
    statistics: z.object({
      timeZone: z.string(),
      overviews: z.array(z.object({ filter: answer, answer })),
      drifts: z.array(
        z.object({
          request: z.object({
            modelId: z.uuid(),
            size: z.literal(1),
            baseline: z.enum(['first', 'validation']),
          }),
          answer,
        }),
      ),
      csv: z.string(),
    }),
    shifts: z.object({
      list: z.array(z.looseObject({ id: z.int() })),
      summaries: answers,
      current: answer,
    }),
    alarm: answer,
    access: z.object({
      links: answers,
      admitted: z.array(z.object({ name: z.string(), token: z.string(), admitted: answer.nullable() })),
    }),
    evaluations: z.array(
      z.object({
        set: z.enum(['flange', 'upright']),
        product: z.string(),
        answer: z.looseObject({ msPerImage: z.number() }),
      }),
    ),
  })
  .parse(json('expected.json'));

const machineSchema = z.object({
  platform: z.string(),
  arch: z.string(),
  processor: z.string(),
  instructions: z.array(z.string()),
  cores: z.int(),
  onnxruntime: z.string(),
  tensorflow: z.string(),
});

/**
 * Whether this machine computes like the older station's machine: the same kind of processor with the same vector
 * instructions, and the same versions of the libraries. On other machines a score may differ in its last digits.
 */
export const computesAlike = likeness(['platform', 'arch', 'processor', 'instructions', 'onnxruntime']);
/** Whether this machine also trains alike: TensorFlow divides its sums among the cores. */
export const trainsAlike = likeness([
  'platform',
  'arch',
  'processor',
  'instructions',
  'onnxruntime',
  'cores',
  'tensorflow',
]);

function likeness(traits: readonly (keyof z.infer<typeof machineSchema>)[]): boolean {
  const recorded = machineSchema.parse(json('machine.json'));
  const packages = createRequire(import.meta.url);
  const version = (name: string): string =>
    z.object({ version: z.string() }).parse(packages(`${name}/package.json`)).version;
  const here: z.infer<typeof machineSchema> = {
    platform: platform(),
    arch: arch(),
    processor: cpus()[0]?.model ?? '',
    instructions: instructionSets(),
    cores: cpus().length,
    onnxruntime: version('onnxruntime-node'),
    tensorflow: version('@tensorflow/tfjs-node'),
  };
  return traits.every((trait) => JSON.stringify(here[trait]) === JSON.stringify(recorded[trait]));
}

/** Returns the processor's vector instructions that Linux names, in order; empty elsewhere. `pack.mjs` of the fixture does the same. */
function instructionSets(): string[] {
  if (platform() !== 'linux') return [];
  const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
  return flags
    .split(' ')
    .filter((flag) => /^(sse|ssse|avx|fma|f16c|amx)/.test(flag))
    .toSorted();
}
