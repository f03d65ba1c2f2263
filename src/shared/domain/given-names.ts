/** The user's name in a station's rows while nobody signs in. No person can have this name. */
export const localUserName = 'local';

const usualLane = /^Lane (\d{1,2})$/;

/** The name of a lane that nobody named, as outputs and files carry it. */
export function usualLaneName(number: number): string {
  return `Lane ${number}`;
}

/** Words of a reader's language for names that nobody gave. */
export interface GivenNameWords {
  lane(number: number): string;
  readonly localUser: string;
}

/** Returns a lane's name for people; an unnamed lane gets one in their language. */
export function laneForPeople(name: string, words: GivenNameWords): string {
  const number = usualLane.exec(name)?.[1];
  return number === undefined ? name : words.lane(Number(number));
}

/** Returns a person's name for people; `localUserName` becomes words in their language. */
export function personForPeople(name: string, words: GivenNameWords): string {
  return name === localUserName ? words.localUser : name;
}
