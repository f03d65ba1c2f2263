/** What an input holds now: text, a number, or whether it is ticked. Null: no input, or a number that is still being typed. */
export function inputValue({ target }: Event): string | number | boolean | null {
  if (!(target instanceof HTMLInputElement)) return null;
  if (target.type === 'checkbox') return target.checked;
  if (target.type !== 'number') return target.value;
  return Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber;
}
