/**
 * Copies text to the clipboard, also on pages that the browser treats as insecure and gives no clipboard.
 *
 * @returns false if the browser refuses
 */
export async function copyText(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return copySelection(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // An open dialog keeps the focus, so the field must be inside it.
  (document.querySelector('[role="dialog"]') ?? document.body).append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way on such pages
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
