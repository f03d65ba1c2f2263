/** Returns an input's value: text, a number, or whether it is ticked. Null: no input, or an incomplete number. */
export function inputValue({ target }: Event): string | number | boolean | null {
  if (!(target instanceof HTMLInputElement)) return null;
  if (target.type === 'checkbox') return target.checked;
  if (target.type !== 'number') return target.value;
  return Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber;
}
