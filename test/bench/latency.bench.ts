import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { ordinaryRemembering } from '../../src/main/learning/remembering/settings.ts';
import { familyRegistry } from '../../src/main/families/registry.ts';
import type { FamilyName, Preset } from '../../src/shared/domain/families.ts';
import { compareGraphs, type GraphVariant } from './support/compare-graphs.ts';
import { convolutionsOf } from './support/convolutions-of.ts';
import { benchOptions } from './support/options.ts';
import { randomFrame } from './support/random-model.ts';
import { milliseconds, report } from './support/report.ts';
import { efficientAdSmall, resnetPair } from './support/rival-graphs.ts';
import { requireProvider } from './support/sessions.ts';
import { rounded } from './support/timing.ts';

/**
 * Times one frame of 256 × 256, from uint8 pixels to score and map, all in one run: the family `pyramid` and the bare
 * convolutions of its teacher and students, the other families, a ResNet-18 pair matched at three layers, and
 * EfficientAD-S. Goals: at most 1.3 × the bare convolutions; 3 × faster than the pair, 20 × faster than EfficientAD-S.
 */
const side = 256;
const goals = { overConvolutions: 1.3, fasterThanResnetPair: 3, fasterThanEfficientAd: 20 };
const { provider, effort } = benchOptions();
await requireProvider(provider);
const options = { side, backboneFile: backboneFile(resourcesFolder(program())) };
const graphOf = (family: FamilyName, preset: Preset): Promise<Uint8Array> =>
  familyRegistry[family].randomModel(preset, options);
const feeds = randomFrame(side);
const members = ordinaryRemembering.mostMembers;

const students = await graphOf('pyramid', 'pyramid');
const bare = await convolutionsOf(students, feeds);
const variants: readonly GraphVariant[] = [
  { name: 'pyramid, its bare convolutions', graph: bare.graph, feeds: bare.feeds },
  { name: 'pyramid, preset pyramid', graph: students, feeds },
  {
    name: `pyramid, preset joined, ${members} members`,
    graph: await graphOf('pyramid', 'joined'),
    feeds,
  },
  { name: 'memory, preset instant', graph: await graphOf('memory', 'instant'), feeds },
  { name: 'patch, preset quick', graph: await graphOf('patch', 'quick'), feeds },
  { name: 'ResNet-18 pair, three layers', graph: resnetPair(side), feeds },
  { name: 'EfficientAD-S', graph: efficientAdSmall(), feeds },
  { name: 'memory, preset thorough', graph: await graphOf('memory', 'thorough'), feeds },
  { name: 'memory, preset fine', graph: await graphOf('memory', 'fine'), feeds },
];
const times = await compareGraphs(variants, provider, effort);
const at = (index: number): number => times[index]?.p50 ?? Number.NaN;
const overConvolutions = rounded(at(1) / at(0), 3);
const fasterThanResnetPair = rounded(at(5) / at(1), 2);
const fasterThanEfficientAd = rounded(at(6) / at(1), 1);

const results = variants.map(({ name }, index) => ({
  name,
  ...times[index],
  timesPyramid: rounded(at(index) / at(1)),
}));
report({
  benchmark: 'latency',
  settings: {
    provider,
    side,
    goals,
    gigaMultiplications: rounded(bare.multiplications / 1e9),
    overConvolutions,
    fasterThanResnetPair,
    fasterThanEfficientAd,
    goalsMet:
      overConvolutions <= goals.overConvolutions &&
      fasterThanResnetPair >= goals.fasterThanResnetPair &&
      fasterThanEfficientAd >= goals.fasterThanEfficientAd,
  },
  results,
  table: {
    head: ['One frame, 256 × 256', 'p50, ms', 'p95, ms', 'p99, ms', '× preset pyramid'],
    rows: results.map((result) => [
      result.name,
      ...[result.p50, result.p95, result.p99].map((value) => milliseconds(value ?? Number.NaN)),
      result.timesPyramid.toFixed(2),
    ]),
  },
});
process.stderr.write(
  `\nPreset pyramid: ${overConvolutions} × its bare convolutions (goal ${goals.overConvolutions}), ` +
    `${fasterThanResnetPair} × as fast as the ResNet-18 pair (goal ${goals.fasterThanResnetPair}), ` +
    `${fasterThanEfficientAd} × as EfficientAD-S (goal ${goals.fasterThanEfficientAd})\n`,
);
