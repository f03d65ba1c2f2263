/** Returns a function that runs acts one after the other; a failed act does not stop the next. */
export function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = turn.then(act);
    turn = result.catch(() => undefined);
    return result;
  };
}
