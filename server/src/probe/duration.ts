/** `60 s`, `250 ms`. */
export function inSeconds(milliseconds: number): string {
  return milliseconds >= 1_000 ? `${Math.round(milliseconds / 1_000)} s` : `${Math.round(milliseconds)} ms`;
}
