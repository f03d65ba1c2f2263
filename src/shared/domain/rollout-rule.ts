/** Share of all stations that get a rolled-out model first; at least one station. */
export const firstShare = 0.05;
/** Parts that the first stations must inspect together before the model goes to the others. */
export const partsOfFirst = 200;
/** Highest share of false rejects; more stop the roll-out. */
export const mostFalseRejects = 0.01;
/** Fewer confirmed false rejects may be chance and do not stop the roll-out. */
export const fewestFalseRejects = 3;
