/** Runs an act once those before it have ended. @returns what the act returns */
export type InTurn = <Result>(act: () => Promise<Result>) => Promise<Result>;

/** Returns a function that runs acts one after the other; a failed act does not stop the next. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = last.then(act);
    last = result.catch(() => undefined);
    return result;
  };
}
