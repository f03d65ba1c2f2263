/** Whether a lane's part is its view of a part that its group looks at. */
export const isView = (part: {
  readonly groupName: string | null;
  readonly partNumber: number | null;
}): boolean => part.groupName !== null && part.partNumber !== null;
