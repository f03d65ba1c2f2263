import { defineStore } from 'pinia';
import { toRefs } from 'vue';
import { z } from 'zod';
import { sourceKindSchema, usualSourceKind } from '../../shared/domain/source-kinds.ts';
import { stationCameraKinds, stationCameraSchema } from '../../shared/domain/station-cameras.ts';
import { languages, type Language } from '../../shared/domain/languages.ts';
import { useKept } from './use-draft.ts';

/** `workplace`: dark at the line, light in the office. */
export const themeChoices = ['workplace', 'dark', 'light'] as const;

/**
 * Basis of the heatmap's colours: `product`: the product's limits, transparent below T1 · `model`: from 0 to twice T2 ·
 * `picture`: the lowest and highest score of the picture.
 */
export const heatScales = ['product', 'model', 'picture'] as const;
export type HeatScaleName = (typeof heatScales)[number];

const schema = z.object({
  locale: z.enum(languages).catch(() => systemLocale()),
  theme: z.enum(themeChoices).catch('workplace'),
  heatVisible: z.boolean().catch(true),
  /** 0..1 */
  heatOpacity: z.number().min(0).max(1).catch(0.75),
  /** Whether the heatmap is only its outline. */
  heatOutline: z.boolean().catch(false),
  /** Scale of the colours for parts of the line. */
  heatScale: z.enum(heatScales).catch('product'),
  /** Scale of the colours for evaluated images, where an escape must be visible. */
  evaluatedScale: z.enum(heatScales).catch('model'),
  /** Whether the picture is also shown without its heatmap. */
  besideHeat: z.boolean().catch(false),
  /** The product that Start in Inspect inspects. */
  productId: z.string().nullable().catch(null),
  /** The product that Train edits. */
  editedProductId: z.string().nullable().catch(null),
  sourceKind: sourceKindSchema.catch(usualSourceKind),
  /** The setting of each kind of source, such as its folder. */
  sources: z.partialRecord(sourceKindSchema, z.string()).catch({}),
  /** Whether the watched folder includes its subfolders. */
  watchedSubfolders: z.boolean().catch(false),
  /** The last settings of the station's cameras. */
  stationCameras: z.partialRecord(z.enum(stationCameraKinds), stationCameraSchema).catch({}),
  cameraId: z.string().nullable().catch(null),
  /** Recently typed folders of the station's machine, the latest first. */
  recentFolders: z.array(z.string()).catch([]),
  /** Whether alarms of the line are silent. */
  alarmMuted: z.boolean().catch(false),
  /** Parts per second that the line needs, for the choice of a model; empty while someone types it. */
  neededRate: z.union([z.number(), z.literal('')]).catch(5),
  /** Saved filters of the log by name, as in an address. */
  savedFilters: z.array(z.object({ name: z.string(), query: z.record(z.string(), z.string()) })).catch([]),
});
export type Preferences = z.infer<typeof schema>;

/** The format of version 0.1, which remembered only the watched folder. */
const earlierSchema = z.looseObject({
  folder: z.string(),
  sources: z.record(z.string(), z.unknown()).catch({}),
});
const keptSchema = z.preprocess((kept) => {
  const earlier = earlierSchema.safeParse(kept).data;
  if (earlier === undefined) return kept;
  return { ...earlier, sources: { 'watched-folder': earlier.folder, ...earlier.sources } };
}, schema);

function systemLocale(): Language {
  const language = navigator.language.toLowerCase();
  if (language.startsWith('de')) return 'de';
  return language.startsWith('zh') ? 'zh-CN' : 'en';
}

/** What the browser remembers for this window between visits. */
export const usePreferences = defineStore('preferences', () =>
  toRefs(useKept('loupe.preferences', keptSchema, schema.parse({}))),
);
