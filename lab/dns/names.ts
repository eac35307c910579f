/** Domain names as the lab writes them: lower case, without the final dot; the root is the empty string. */

export function normalise(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function labelsOf(name: string): readonly string[] {
  return name === '' ? [] : name.split('.');
}

/** The parent of a name; the root has none. */
export function parentOf(name: string): string | null {
  if (name === '') return null;
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** Whether `name` is `ancestor` or lies below it. */
export function isWithin(name: string, ancestor: string): boolean {
  return ancestor === '' || name === ancestor || name.endsWith(`.${ancestor}`);
}

/** The name and its ancestors, longest first, down to `top` inclusive. */
export function selfAndAncestors(name: string, top = ''): readonly string[] {
  const names: string[] = [];
  for (let at: string | null = name; at !== null && isWithin(at, top); at = parentOf(at)) names.push(at);
  return names;
}

/** Canonical order (RFC 4034 section 6.1): by labels from the right, as octets, absent labels first. */
export function compareNames(left: string, right: string): number {
  const a = labelsOf(left).toReversed();
  const b = labelsOf(right).toReversed();
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = Buffer.compare(Buffer.from(a[index]!), Buffer.from(b[index]!));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The uncompressed wire format (RFC 1035 section 3.1). */
export function wireName(name: string): Buffer {
  const labels = labelsOf(name).map((label) =>
    Buffer.concat([Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)]),
  );
  return Buffer.concat([...labels, Buffer.from([0])]);
}
