import protobuf from 'protobufjs';
import { z } from 'zod';

/** Types of metrics (Sparkplug 3.0, 6.4.16), with the payload's field for the value. */
const metricTypes = {
  integer: { code: 4, field: 'longValue' },
  number: { code: 10, field: 'doubleValue' },
  flag: { code: 11, field: 'booleanValue' },
  text: { code: 12, field: 'stringValue' },
  instant: { code: 13, field: 'longValue' },
} as const;
export type MetricType = keyof typeof metricTypes;

/** A named value of a device or node. */
export interface Metric {
  readonly name: string;
  readonly type: MetricType;
  /** Null: no value now. Integers are not negative; instants are milliseconds since 1970. */
  readonly value: string | number | boolean | null;
}

export interface Payload {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** 0..255; null: the message has none, such as a node's death. */
  readonly seq: number | null;
  readonly metrics: readonly Metric[];
}

/** The needed subset of the specification's message; receivers ignore unknown fields. */
const type = protobuf
  .parse(
    `syntax = "proto2";
    message Payload {
      optional uint64 timestamp = 1;
      repeated Metric metrics = 2;
      optional uint64 seq = 3;
    }
    message Metric {
      optional string name = 1;
      optional uint64 timestamp = 3;
      optional uint32 datatype = 4;
      optional bool isNull = 7;
      optional uint32 intValue = 10;
      optional uint64 longValue = 11;
      optional double doubleValue = 13;
      optional bool booleanValue = 14;
      optional string stringValue = 15;
    }`,
  )
  .root.lookupType('Payload');

/** Encodes a payload. */
export function encodePayload({ timestamp, seq, metrics }: Payload): Buffer {
  const message = {
    timestamp,
    ...(seq === null ? {} : { seq }),
    metrics: metrics.map(({ name, type: of, value }) => {
      const { code, field } = metricTypes[of];
      return { name, timestamp, datatype: code, ...(value === null ? { isNull: true } : { [field]: value }) };
    }),
  };
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

const commandSchema = z.object({
  metrics: z
    .array(
      z.object({
        name: z.string().default(''),
        booleanValue: z.boolean().optional(),
        longValue: z.number().optional(),
        intValue: z.number().optional(),
        stringValue: z.string().max(1000).optional(),
      }),
    )
    .max(100)
    .default([]),
});

/**
 * Decodes an application's command for a node or device: values by metric name.
 *
 * @throws Error if the bytes are no payload
 */
export function decodeCommand(bytes: Buffer): Map<string, string | number | boolean> {
  const { metrics } = commandSchema.parse(type.toObject(type.decode(bytes), { longs: Number }));
  return new Map(
    metrics.flatMap(({ name, booleanValue, longValue, intValue, stringValue }) => {
      const value = booleanValue ?? longValue ?? intValue ?? stringValue;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
