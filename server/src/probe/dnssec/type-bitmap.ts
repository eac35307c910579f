/** The types that exist at a name. */
export type TypeSet = ReadonlySet<number>;

/** RFC 4034 section 4.1.2, as NSEC3 has it as well. Null where the data is malformed. */
export function parseTypeBitmap(bytes: Uint8Array): TypeSet | null {
  const types = new Set<number>();
  let previous = -1;
  for (let at = 0; at < bytes.length; ) {
    const window = bytes[at] ?? 0;
    const length = bytes[at + 1] ?? 0;
    const end = at + 2 + length;
    if (window <= previous || length < 1 || length > 32 || end > bytes.length) return null;
    addWindow(types, window, bytes.subarray(at + 2, end));
    previous = window;
    at = end;
  }
  return types;
}

function addWindow(types: Set<number>, window: number, bitmap: Uint8Array): void {
  bitmap.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++) {
      if ((byte & (0x80 >> bit)) !== 0) types.add(window * 256 + index * 8 + bit);
    }
  });
}
