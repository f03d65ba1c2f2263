import type { LaneSettings } from '../../../shared/domain/lanes.ts';
import {
  addressOf,
  sourceKinds,
  sourceSchema,
  type Source,
  type SourceKind,
} from '../../../shared/domain/source-kinds.ts';
import { newCamera, stationCameraKinds } from '../../../shared/domain/station-cameras.ts';
import { triggerSchema, type TriggerKind } from '../../../shared/domain/triggers.ts';

/** A lane as it is being entered. */
export interface LaneDraft {
  name: string;
  /** Empty: whoever starts the inspection chooses the source. */
  sourceKind: SourceKind | '';
  /** Folder, label or address of the source. */
  address: string;
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
    trigger: trigger.kind,
    deadlineMs: deadlineMs ?? '',
    group: group ?? '',
  };
}

/** Whether sources of the kind are told apart by something that has to be entered. */
export function hasAddress(kind: SourceKind | ''): kind is Exclude<SourceKind, 'simulated-camera'> {
  return kind !== '' && kind !== 'simulated-camera';
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
function sourceOf(
  { sourceKind, address: given }: LaneDraft,
  before: Source | null,
): Source | null | undefined {
  if (sourceKind === '') return null;
  const address = given.trim();
  if (before?.kind === sourceKind && (addressOf(before) ?? '') === address) return before;
  const camera = stationCameraKinds.find((kind) => kind === sourceKind);
  const source =
    camera === undefined
      ? { kind: sourceKind, ...{ label: address, folder: address } }
      : newCamera(camera, address);
  const parsed = sourceSchema.safeParse(source);
  return parsed.success ? parsed.data : undefined;
}

/** Kinds of triggers that go with a kind of source; what is chosen at the start runs freely. */
export function triggersFor(kind: SourceKind | '', all: readonly TriggerKind[]): readonly TriggerKind[] {
  if (kind === '') return all.filter((one) => one === 'free');
  return sourceKinds[kind].read === 'window' ? all.filter((one) => one !== 'hardware') : all;
}
