/** Returns whether a lane's part is a view of a part that its group sees together. */
export const isView = (part: {
  readonly groupName: string | null;
  readonly partNumber: number | null;
}): boolean => part.groupName !== null && part.partNumber !== null;
