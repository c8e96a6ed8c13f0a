/** `after - before` of two decimals with equally many places, exactly: `difference("0.10", "0.30")` is `"0.20"`. */
export function difference(before: string, after: string): string {
  const places = before.split('.')[1]?.length ?? 0;
  const units = unitsOf(after) - unitsOf(before);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const rest = places > 0 ? `.${digits.slice(-places)}` : '';
  return `${units < 0n ? '-' : ''}${whole}${rest}`;
}

const unitsOf = (decimal: string) => BigInt(decimal.replace('.', ''));
