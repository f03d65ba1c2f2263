import { stationCameraKinds } from '../../../shared/domain/station-cameras.ts';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { gstreamerFor } from '../../cameras/gstreamer/elements.ts';
import { createLanes } from '../../lanes/lanes.ts';
import { finding } from '../finding.ts';
import { unheard } from '../settings-in.ts';
import { DatabaseNeededError, type Check, type Subject } from '../subject.ts';

/** Checks that the programs for the lanes' cameras are installed; also reports those for other cameras. */
export const checkCameras: Check = async (subject) => {
  const lanes = lanesOf(subject);
  return Promise.all(
    stationCameraKinds.map(async (kind) => {
      const ofKind = lanes.filter(({ source }) => source?.kind === kind);
      const user = ofKind.map(({ source }) =>
        source !== null && 'user' in source ? source.user : undefined,
      );
      const camera = { kind, user: user.find((name) => name !== undefined) };
      const said = await gstreamerFor(camera, process).then(() => null, messageOf);
      if (said === null) return finding('camerasReady', { cameras: kind });
      if (ofKind.length === 0) return finding('camerasUnneeded', { cameras: kind, said });
      const numbers = ofKind.map(({ number }) => number).join(', ');
      return finding('camerasMissing', { cameras: kind, lanes: numbers, said });
    }),
  );
};

function lanesOf({ database }: Subject) {
  try {
    return createLanes(database(), unheard).list();
  } catch (error) {
    if (error instanceof DatabaseNeededError) return [];
    throw error;
  }
}
