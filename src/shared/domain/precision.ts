/** Arithmetic of a model's networks; scores are always computed in float32. */
export const precisions = ['float32', 'float16', 'int8'] as const;

export type Precision = (typeof precisions)[number];
