import { z } from 'zod';
import { keysOf } from './keys.ts';
import { mqttTarget } from './mqtt-target.ts';
import type { SecretName } from './output-secrets.ts';
import { modbusTargetSchema } from './modbus-target.ts';
import { opcuaTargetSchema } from './opcua-target.ts';
import { remoteIoTargetSchema } from './remote-io-target.ts';
import { stationPath } from './station-path.ts';
import { webhookTarget } from './webhook-target.ts';

/** Format of a file of results: one JSON document per line, or a table. */
export const fileFormats = ['json-lines', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** An output's kind and receiver. */
export const outputTargetSchema = z.discriminatedUnion('kind', [
  /** A daily file in a folder on the station's machine. */
  z.strictObject({ kind: z.literal('file'), folder: stationPath, format: z.enum(fileFormats) }),
  webhookTarget,
  mqttTarget,
  modbusTargetSchema,
  remoteIoTargetSchema,
  opcuaTargetSchema,
]);
export type OutputTarget = z.infer<typeof outputTargetSchema>;
export type OutputKind = OutputTarget['kind'];
export type TargetOf<Kind extends OutputKind> = Extract<OutputTarget, { kind: Kind }>;

export interface OutputTraits<Kind extends OutputKind = OutputKind> {
  /** Returns the receiver for people to read: a folder, an address. */
  address(target: TargetOf<Kind>): string;
  /** The secrets of this kind; default: none. */
  readonly secrets?: readonly SecretName[];
}

/** The one table of output kinds, in the order in which the window offers them. */
export const outputKinds: { readonly [Kind in OutputKind]: OutputTraits<Kind> } = {
  file: { address: ({ folder }) => folder },
  webhook: { address: ({ url }) => url, secrets: ['signingKey'] },
  mqtt: {
    address: ({ url, topic, sparkplug }) => `${url} ${sparkplug ? `spBv1.0/${sparkplug.group}` : topic}`,
    secrets: ['password', 'clientKey'],
  },
  modbus: { address: ({ host, port }) => `${host}:${port}` },
  'modbus-io': { address: ({ host, port }) => `${host}:${port}` },
  opcua: { address: ({ host, port }) => `opc.tcp://${host}:${port}/loupe`, secrets: ['password'] },
};

export const outputKindSchema = z.enum(keysOf(outputKinds));

/** The kind that a new output starts with. */
export const usualOutputKind: OutputKind = 'file';

function addressIn<Kind extends OutputKind>(kind: Kind, target: TargetOf<Kind>): string {
  return outputKinds[kind].address(target);
}

export const secretsOfKind = (kind: OutputKind): readonly SecretName[] => outputKinds[kind].secrets ?? [];

/** Returns an output's receiver for people to read. */
export const outputAddress = (target: OutputTarget): string => addressIn(target.kind, target);
