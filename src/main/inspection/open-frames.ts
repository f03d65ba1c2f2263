import type { Lane } from '../../shared/domain/lanes.ts';
import { mostFramesUnderWay } from '../../shared/contract/live.ts';
import { sourceKinds, type Source } from '../../shared/domain/source-kinds.ts';
import type { FrameSource } from '../cameras/frame-source.ts';
import { createFrameRelay, type FrameRelay } from './frame-relay.ts';
import { fedSource, type FedSource } from './triggers/fed-source.ts';
import { triggerSource, type TriggeredSource } from './triggers/triggered-source.ts';

/** A lane's frames, on their way from source through trigger to session. */
export interface OpenFrames {
  readonly relay: FrameRelay;
  readonly trigger: Pick<TriggeredSource, 'refusal' | 'ask' | 'nameNext' | 'watch'>;
  /** Takes a frame of a window's camera; null: the station reads the source. */
  readonly give: FedSource['give'] | null;
}

/** @param opened the station's source; null: a window reads the camera */
export function openFrames(
  opened: FrameSource | null,
  source: Source,
  { trigger, deadlineMs }: Pick<Lane, 'trigger' | 'deadlineMs'>,
): OpenFrames {
  if (opened === null) {
    const fed = fedSource();
    const options = { deadlineMs, waits: true, underWay: mostFramesUnderWay };
    const triggered = triggerSource(fed, trigger, options);
    return { relay: createFrameRelay(triggered), trigger: triggered, give: fed.give };
  }
  const waits = sourceKinds[source.kind].frames === 'every';
  const triggered = triggerSource(opened, trigger, { deadlineMs, waits, underWay: 0 });
  return { relay: createFrameRelay(triggered), trigger: triggered, give: null };
}
