import { z } from 'zod';
import { keysOf } from './keys.ts';
import { mqttTarget } from './mqtt-target.ts';
import type { SecretName } from './output-secrets.ts';
import { modbusTargetSchema } from './modbus-target.ts';
import { opcuaTargetSchema } from './opcua-target.ts';
import { remoteIoTargetSchema } from './remote-io-target.ts';
import { stationPath } from './station-path.ts';
import { webhookTarget } from './webhook-target.ts';

/** How a file of results is written: a JSON document a line, or a table. */
export const fileFormats = ['json-lines', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Where an output hands results to, by its kind. */
export const outputTargetSchema = z.discriminatedUnion('kind', [
  /** A file a day, in a folder on the station's machine. */
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
  /** Where it leads to, for people: a folder, an address. */
  address(target: TargetOf<Kind>): string;
  /** What it keeps to itself; none when left out. */
  readonly secrets?: readonly SecretName[];
}

/** The one table that says what a kind of output is; in the order in which they are offered. */
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

/** What a new output begins as. */
export const usualOutputKind: OutputKind = 'file';

function addressIn<Kind extends OutputKind>(kind: Kind, target: TargetOf<Kind>): string {
  return outputKinds[kind].address(target);
}

/** What outputs of a kind keep to themselves. */
export const secretsOfKind = (kind: OutputKind): readonly SecretName[] => outputKinds[kind].secrets ?? [];

/** Where an output leads to. */
export const outputAddress = (target: OutputTarget): string => addressIn(target.kind, target);
