/** Copies a text. Browsers offer their clipboard to secure pages only; elsewhere a selection is copied, as of old. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  // An open dialog keeps the focus within itself.
  const place = document.querySelector('dialog[open], [role=dialog]') ?? document.body;
  place.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (!isCopied) throw new Error('The browser did not let the page copy.');
}
