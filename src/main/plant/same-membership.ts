/** What tells plants, and the stations of one, apart. */
export interface InPlant {
  readonly plant: string;
  readonly station: number;
  /** Null: the token is that of an older plant host, which tells only its name. */
  readonly identity: string | null;
}

/** Whether two memberships are of one station in one plant. Another plant may have the same name, and one plant several in its time. */
export function isSameMembership(one: InPlant, other: InPlant): boolean {
  if (one.station !== other.station) return false;
  return one.identity === null || other.identity === null
    ? one.plant === other.plant
    : one.identity === other.identity;
}
