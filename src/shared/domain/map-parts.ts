/**
 * Possible parts of an anomaly map, in display order. `error`: the students' regression error ẽ ·
 * `uncertainty`: their predictive uncertainty ṽ · `distance`: the distance to the nearest member of a memory.
 */
export const mapParts = ['error', 'uncertainty', 'distance'] as const;

export type MapPart = (typeof mapParts)[number];
