/**
 * What an anomaly map can be the sum of: `error`: the students' regression error ẽ · `uncertainty`: their predictive uncertainty ṽ ·
 * `distance`: the distance to the nearest member of a memory. In the order in which they are shown.
 */
export const mapParts = ['error', 'uncertainty', 'distance'] as const;

export type MapPart = (typeof mapParts)[number];
