/** Drawings for empty views: a part before the camera, pictures, scores and limits, the log, stations of a plant. */
export const drawings = ['part', 'pictures', 'scores', 'log', 'stations'] as const;
export type Drawing = (typeof drawings)[number];
