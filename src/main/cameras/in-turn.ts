/** Has acts happen one after the other, each whatever became of the one before. */
export function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = turn.then(act);
    turn = result.catch(() => undefined);
    return result;
  };
}
