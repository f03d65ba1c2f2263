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
 * From what the heatmap's colours come: `product`: its limits, clear below T1 · `model`: from 0 to twice T2 · `picture`: the lowest and
 * highest score of the picture at hand.
 */
export const heatScales = ['product', 'model', 'picture'] as const;
export type HeatScaleName = (typeof heatScales)[number];

const schema = z.object({
  locale: z.enum(languages).catch(() => systemLocale()),
  theme: z.enum(themeChoices).catch('workplace'),
  heatVisible: z.boolean().catch(true),
  /** 0..1 */
  heatOpacity: z.number().min(0).max(1).catch(0.75),
  /** Whether the heatmap is its outline alone. */
  heatOutline: z.boolean().catch(false),
  /** What the colours mean for parts of the line. */
  heatScale: z.enum(heatScales).catch('product'),
  /** What they mean for evaluated images, where an escape has to be seen. */
  evaluatedScale: z.enum(heatScales).catch('model'),
  /** Whether the picture without its heatmap lies beside. */
  besideHeat: z.boolean().catch(false),
  /** The product that Start in Inspect inspects. */
  productId: z.string().nullable().catch(null),
  /** The product that is edited in Train. */
  editedProductId: z.string().nullable().catch(null),
  sourceKind: sourceKindSchema.catch(usualSourceKind),
  /** What was entered for a kind of source, such as its folder. */
  sources: z.partialRecord(sourceKindSchema, z.string()).catch({}),
  /** Whether subfolders of the watched folder count, too. */
  watchedSubfolders: z.boolean().catch(false),
  /** Cameras of the station as they were set up last. */
  stationCameras: z.partialRecord(z.enum(stationCameraKinds), stationCameraSchema).catch({}),
  cameraId: z.string().nullable().catch(null),
  /** Folders of the station's machine that were typed lately, the latest first. */
  recentFolders: z.array(z.string()).catch([]),
  /** Whether alarms of the line make no sound. */
  alarmMuted: z.boolean().catch(false),
  /** Parts a second that the line needs, for the choice of a model; empty while it is being typed. */
  neededRate: z.union([z.number(), z.literal('')]).catch(5),
  /** Filters of the log by their names, as they stand in an address. */
  savedFilters: z.array(z.object({ name: z.string(), query: z.record(z.string(), z.string()) })).catch([]),
});
export type Preferences = z.infer<typeof schema>;

/** Version 0.1 remembered the watched folder alone. */
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

/** What this window remembers between visits, in the browser itself. */
export const usePreferences = defineStore('preferences', () =>
  toRefs(useKept('loupe.preferences', keptSchema, schema.parse({}))),
);
