/**
 * A path as the URI reference of a SARIF artifact (RFC 3986): relative paths stay relative, absolute ones become `file:`.
 * Everything but unreserved characters and the slashes is percent-encoded, lone surrogates as U+FFFD.
 */
export function artifactUri(path: string): string {
  const encoded = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeSegment)
    .join('/');
  if (isAbsolutePath(path)) return path.startsWith('/') ? `file://${encoded}` : `file:///${encoded}`;
  return encoded;
}

/** POSIX paths, and those of Windows with a drive. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** `encodeURIComponent` keeps these although they are reserved. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
