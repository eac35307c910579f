/**
 * Whether a Postfix release holds a change that came with several patch levels at once: with the listed one of its own
 * line (`3.7.13` for 3.7), and with every line after the last one listed. A snapshot (`3.12-20260821`) counts as its line.
 *
 * @param releases in ascending order, at most one for each line
 */
export function isAtLeast(version: string, releases: readonly string[]): boolean {
  const [major, minor, patch] = numbersOf(version);
  const lines = releases.map(numbersOf);
  const own = lines.find((each) => each[0] === major && each[1] === minor);
  if (own !== undefined) return patch >= own[2];
  return lines.every((each) => major > each[0] || (major === each[0] && minor > each[1]));
}

/** Major, minor and patch level of `3.7.11`; a missing one is 0. */
function numbersOf(version: string): readonly [number, number, number] {
  const [release = ''] = version.split('-');
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number);
  return [major, minor, patch];
}
