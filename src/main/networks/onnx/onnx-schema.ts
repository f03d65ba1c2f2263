import protobuf from 'protobufjs';
import { z } from 'zod';

/** Element types of a tensor (ONNX, TensorProto.DataType). */
export const elementTypes = {
  float: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
} as const;
export type ElementType = keyof typeof elementTypes;

/** Kinds of an attribute (ONNX, AttributeProto.AttributeType). */
export const attributeTypes = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
} as const;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const integer = z.number().int();

const tensorSchema = z.object({
  dims: z.array(integer),
  dataType: integer,
  floatData: z.array(z.number()).optional(),
  int32Data: z.array(integer).optional(),
  int64Data: z.array(integer).optional(),
  name: z.string().optional(),
  rawData: bytes.optional(),
});

const attributeSchema = z.object({
  name: z.string(),
  type: integer,
  f: z.number().optional(),
  i: integer.optional(),
  s: bytes.optional(),
  t: tensorSchema.optional(),
  floats: z.array(z.number()).optional(),
  ints: z.array(integer).optional(),
  strings: z.array(bytes).optional(),
});

const nodeSchema = z.object({
  input: z.array(z.string()),
  output: z.array(z.string()),
  name: z.string().optional(),
  opType: z.string(),
  domain: z.string().optional(),
  attribute: z.array(attributeSchema),
});

const dimensionSchema = z.object({ dimValue: integer.optional(), dimParam: z.string().optional() });

const valueInfoSchema = z.object({
  name: z.string(),
  type: z
    .object({
      tensorType: z
        .object({ elemType: integer, shape: z.object({ dim: z.array(dimensionSchema) }).optional() })
        .optional(),
    })
    .optional(),
});

const graphSchema = z.object({
  node: z.array(nodeSchema),
  name: z.string().optional(),
  initializer: z.array(tensorSchema),
  input: z.array(valueInfoSchema),
  output: z.array(valueInfoSchema),
});

/**
 * An ONNX model, restricted to the used part of the format: no control flow, no functions, no external data.
 */
export const modelSchema = z.object({
  irVersion: integer,
  producerName: z.string().optional(),
  producerVersion: z.string().optional(),
  graph: graphSchema,
  opsetImport: z.array(z.object({ domain: z.string().optional(), version: integer })),
  metadataProps: z.array(z.object({ key: z.string(), value: z.string() })),
});

export type OnnxModel = z.infer<typeof modelSchema>;
export type OnnxNode = z.infer<typeof nodeSchema>;
export type OnnxAttribute = z.infer<typeof attributeSchema>;
export type OnnxTensor = z.infer<typeof tensorSchema>;
export type OnnxValueInfo = z.infer<typeof valueInfoSchema>;

const field = (type: string, id: number) => ({ type, id });
const many = (type: string, id: number) => ({ rule: 'repeated', type, id });

/** Field numbers as in onnx.proto of IR version 10. */
const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: field('int64', 1),
        producerName: field('string', 2),
        producerVersion: field('string', 3),
        graph: field('GraphProto', 7),
        opsetImport: many('OperatorSetIdProto', 8),
        metadataProps: many('StringStringEntryProto', 14),
      },
    },
    OperatorSetIdProto: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    StringStringEntryProto: { fields: { key: field('string', 1), value: field('string', 2) } },
    GraphProto: {
      fields: {
        node: many('NodeProto', 1),
        name: field('string', 2),
        initializer: many('TensorProto', 5),
        input: many('ValueInfoProto', 11),
        output: many('ValueInfoProto', 12),
      },
    },
    NodeProto: {
      fields: {
        input: many('string', 1),
        output: many('string', 2),
        name: field('string', 3),
        opType: field('string', 4),
        attribute: many('AttributeProto', 5),
        domain: field('string', 7),
      },
    },
    AttributeProto: {
      fields: {
        name: field('string', 1),
        f: field('float', 2),
        i: field('int64', 3),
        s: field('bytes', 4),
        t: field('TensorProto', 5),
        floats: many('float', 7),
        ints: many('int64', 8),
        strings: many('bytes', 9),
        type: field('int32', 20),
      },
    },
    TensorProto: {
      fields: {
        dims: many('int64', 1),
        dataType: field('int32', 2),
        floatData: many('float', 4),
        int32Data: many('int32', 5),
        int64Data: many('int64', 7),
        name: field('string', 8),
        rawData: field('bytes', 9),
      },
    },
    ValueInfoProto: { fields: { name: field('string', 1), type: field('TypeProto', 2) } },
    TypeProto: { fields: { tensorType: field('TensorTypeProto', 1) } },
    TensorTypeProto: { fields: { elemType: field('int32', 1), shape: field('TensorShapeProto', 2) } },
    TensorShapeProto: { fields: { dim: many('DimensionProto', 1) } },
    DimensionProto: { fields: { dimValue: field('int64', 1), dimParam: field('string', 2) } },
  },
});

/** The protobuf message type of a whole model. */
export const modelType = root.lookupType('ModelProto');
