/** The first stations of a roll-out are this share of all, at least one. */
export const firstShare = 0.05;
/** So many parts the first stations inspect together with the model before it goes to the others. */
export const partsOfFirst = 200;
/** More false rejects than this share of the parts stop a roll-out. */
export const mostFalseRejects = 0.01;
/** Fewer confirmed false rejects are chance. */
export const fewestFalseRejects = 3;
