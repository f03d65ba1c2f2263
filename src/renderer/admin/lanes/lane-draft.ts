import type { LaneSettings } from '../../../shared/domain/lanes.ts';
import {
  addressOf,
  sourceKinds,
  sourceSchema,
  type Source,
  type SourceKind,
} from '../../../shared/domain/source-kinds.ts';
import {
  stationCameraKinds,
  stationCameraSchema,
  type StationCamera,
  type StationCameraKind,
} from '../../../shared/domain/station-cameras.ts';
import { triggerSchema, type Trigger, type TriggerKind } from '../../../shared/domain/triggers.ts';
import type { MessageKey } from '../../i18n/use-text.ts';

type TimeName = 'delayMs' | 'debounceMs' | 'restMs';
type TriggerTimes = Partial<Record<TimeName, number | ''>>;

interface TimeField {
  readonly name: TimeName;
  readonly label: MessageKey;
  readonly help: MessageKey;
}
const debounce = { name: 'debounceMs', label: 'lanes.times.debounce' } as const;

/** The times of each kind of trigger, in the order of the form. */
export const triggerTimes: { readonly [Kind in TriggerKind]: readonly TimeField[] } = {
  free: [],
  hardware: [],
  software: [
    { name: 'delayMs', label: 'lanes.times.delay', help: 'lanes.times.delayHelp' },
    { ...debounce, help: 'lanes.times.debounceRequests' },
  ],
  presence: [
    { name: 'restMs', label: 'lanes.times.rest', help: 'lanes.times.restHelp' },
    { ...debounce, help: 'lanes.times.debounceAppearances' },
  ],
};

/** A lane while someone enters it. */
export interface LaneDraft {
  name: string;
  /** Empty: the person who starts the inspection chooses the source. */
  sourceKind: SourceKind | '';
  /** Folder or label of the source; not used by cameras of the station, which have `camera`. */
  address: string;
  /** Null: no camera of the station. */
  camera: StationCamera | null;
  trigger: TriggerKind;
  /** The times of the trigger, milliseconds; empty while someone types one. */
  times: TriggerTimes;
  /** Milliseconds; empty: no deadline. */
  deadlineMs: number | '';
  /** Empty: no group. */
  group: string;
  /** Empty: the usual time. */
  viewsWithinMs: number | '';
}

export function draftOf(lane: LaneSettings): LaneDraft {
  const { name, source, trigger, deadlineMs, group, viewsWithinMs } = lane;
  return {
    name,
    sourceKind: source?.kind ?? '',
    address: source ? (addressOf(source) ?? '') : '',
    camera: stationCameraSchema.safeParse(source).data ?? null,
    trigger: trigger.kind,
    times: timesOf(trigger),
    deadlineMs: deadlineMs ?? '',
    group: group ?? '',
    viewsWithinMs: viewsWithinMs ?? '',
  };
}

function timesOf({ kind: _, ...times }: Trigger): TriggerTimes {
  return times;
}

/** Returns the initial times of a kind of trigger: the lane's own, else the defaults. */
export function timesFor(kind: TriggerKind, before: LaneSettings | null): TriggerTimes {
  return timesOf(before?.trigger.kind === kind ? before.trigger : triggerSchema.parse({ kind }));
}

/** Returns the chosen kind of camera of the station; null for other sources. */
export const stationCameraKind = ({ sourceKind }: LaneDraft): StationCameraKind | null =>
  stationCameraKinds.find((kind) => kind === sourceKind) ?? null;

/** Whether people type an address for sources of this kind. */
export function hasAddress(draft: LaneDraft): boolean {
  if (stationCameraKind(draft) !== null) return false;
  const chosen = sourceSchema.options.find(({ shape }) => shape.kind.value === draft.sourceKind);
  return chosen !== undefined && Object.keys(chosen.shape).length > 1;
}

/**
 * Makes a lane of a draft.
 *
 * @param before the lane at the start; values that the form does not show stay, such as the features of a camera
 * @returns null if the source is invalid
 */
export function laneOfDraft(draft: LaneDraft, before: LaneSettings | null): LaneSettings | null {
  const source = sourceOf(draft, before?.source ?? null);
  if (source === undefined) return null;
  const trigger = triggerSchema.parse({ kind: draft.trigger, ...draft.times });
  const group = draft.group.trim() === '' ? null : draft.group.trim();
  return {
    name: draft.name.trim(),
    source,
    trigger,
    deadlineMs: draft.deadlineMs === '' ? null : draft.deadlineMs,
    group,
    viewsWithinMs: group === null || draft.viewsWithinMs === '' ? null : draft.viewsWithinMs,
  };
}

/** @returns undefined if the source is invalid */
function sourceOf(draft: LaneDraft, before: Source | null): Source | null | undefined {
  const { sourceKind, address: given, camera } = draft;
  if (sourceKind === '') return null;
  if (stationCameraKind(draft) !== null) return camera?.kind === sourceKind ? camera : undefined;
  const address = given.trim();
  if (before?.kind === sourceKind && (addressOf(before) ?? '') === address) return before;
  const parsed = sourceSchema.safeParse({ kind: sourceKind, label: address, folder: address });
  return parsed.success ? parsed.data : undefined;
}

/** Returns the kinds of triggers for a kind of source; a source chosen at the start runs freely. */
export function triggersFor(kind: SourceKind | '', all: readonly TriggerKind[]): readonly TriggerKind[] {
  if (kind === '' || sourceKinds[kind].isPushed) return all.filter((one) => one === 'free');
  return sourceKinds[kind].read === 'window' ? all.filter((one) => one !== 'hardware') : all;
}
