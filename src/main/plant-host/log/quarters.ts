/** Parts are counted by quarters of an hour since 1970: hours and days of every zone begin with one. */
export const quarterMs = 900_000;
export const quartersOfDay = 96;
