import type { OutputKind, OutputTarget, TargetOf } from '../../shared/domain/output-kinds.ts';
import { fileOutput } from './file/file-output.ts';
import { mqttOutput } from './mqtt/mqtt-output.ts';
import { modbusOutput } from './modbus/modbus-output.ts';
import { remoteCoils } from './modbus/remote-coils.ts';
import { opcuaOutput } from './opcua/opcua-output.ts';
import type { LineOutput, OutputOpener, OutputSurroundings } from './output.ts';
import { webhookOutput } from './webhook/webhook-output.ts';

/** How each kind of output is opened. */
const openers: { readonly [Kind in OutputKind]: OutputOpener<Kind> } = {
  file: fileOutput,
  webhook: webhookOutput,
  mqtt: mqttOutput,
  modbus: modbusOutput,
  'modbus-io': remoteCoils,
  opcua: opcuaOutput,
};

function openIn<Kind extends OutputKind>(
  kind: Kind,
  target: TargetOf<Kind>,
  surroundings: OutputSurroundings,
): LineOutput {
  return openers[kind].open(target, surroundings);
}

function checkIn<Kind extends OutputKind>(kind: Kind, target: TargetOf<Kind>, home: string): Promise<void> {
  return openers[kind].check(target, home);
}

export const openOutput = (target: OutputTarget, surroundings: OutputSurroundings): LineOutput =>
  openIn(target.kind, target, surroundings);

/**
 * Checks whether an output can be used as it is set up.
 *
 * @param home the home folder
 * @throws StationError with what cannot be used
 */
export const checkOutput = (target: OutputTarget, home: string): Promise<void> =>
  checkIn(target.kind, target, home);
