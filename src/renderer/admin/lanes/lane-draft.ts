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
import { triggerSchema, type TriggerKind } from '../../../shared/domain/triggers.ts';

/** A lane as it is being entered. */
export interface LaneDraft {
  name: string;
  /** Empty: whoever starts the inspection chooses the source. */
  sourceKind: SourceKind | '';
  /** Folder or label of the source; of a camera of the station, the camera itself is set up. */
  address: string;
  /** Null: no camera of the station is set up. */
  camera: StationCamera | null;
  trigger: TriggerKind;
  /** Empty: no deadline. */
  deadlineMs: number | '';
  /** Empty: none. */
  group: string;
}

export function draftOf({ name, source, trigger, deadlineMs, group }: LaneSettings): LaneDraft {
  return {
    name,
    sourceKind: source?.kind ?? '',
    address: source ? (addressOf(source) ?? '') : '',
    camera: stationCameraSchema.safeParse(source).data ?? null,
    trigger: trigger.kind,
    deadlineMs: deadlineMs ?? '',
    group: group ?? '',
  };
}

/** The kind of camera of the station that is chosen; null: it is none. */
export const stationCameraKind = ({ sourceKind }: LaneDraft): StationCameraKind | null =>
  stationCameraKinds.find((kind) => kind === sourceKind) ?? null;

/** Whether sources of the kind are told apart by something that is typed. */
export function hasAddress(draft: LaneDraft): boolean {
  if (stationCameraKind(draft) !== null) return false;
  const chosen = sourceSchema.options.find(({ shape }) => shape.kind.value === draft.sourceKind);
  return chosen !== undefined && Object.keys(chosen.shape).length > 1;
}

/**
 * The lane of a draft.
 *
 * @param before what the draft began with: what it does not show stays, such as the features of a camera
 * @returns null where the source cannot be used so
 */
export function laneOfDraft(draft: LaneDraft, before: LaneSettings | null): LaneSettings | null {
  const source = sourceOf(draft, before?.source ?? null);
  if (source === undefined) return null;
  const trigger =
    before?.trigger.kind === draft.trigger ? before.trigger : triggerSchema.parse({ kind: draft.trigger });
  return {
    ...{ name: draft.name.trim(), source, trigger },
    deadlineMs: draft.deadlineMs === '' ? null : draft.deadlineMs,
    group: draft.group.trim() === '' ? null : draft.group.trim(),
  };
}

/** @returns undefined where it cannot be used so */
function sourceOf(draft: LaneDraft, before: Source | null): Source | null | undefined {
  const { sourceKind, address: given, camera } = draft;
  if (sourceKind === '') return null;
  if (stationCameraKind(draft) !== null) return camera?.kind === sourceKind ? camera : undefined;
  const address = given.trim();
  if (before?.kind === sourceKind && (addressOf(before) ?? '') === address) return before;
  const parsed = sourceSchema.safeParse({ kind: sourceKind, label: address, folder: address });
  return parsed.success ? parsed.data : undefined;
}

/** Kinds of triggers that go with a kind of source; what is chosen at the start runs freely. */
export function triggersFor(kind: SourceKind | '', all: readonly TriggerKind[]): readonly TriggerKind[] {
  if (kind === '' || kind === 'push') return all.filter((one) => one === 'free');
  return sourceKinds[kind].read === 'window' ? all.filter((one) => one !== 'hardware') : all;
}
