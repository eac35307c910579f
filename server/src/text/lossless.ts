/** The lone surrogate that stands for a byte which is part of no UTF-8 sequence: U+DC80 to U+DCFF. */
const escapeBase = 0xdc00;

/**
 * Decodes UTF-8 so that no byte is lost: each one that is part of no valid sequence becomes a lone surrogate, which no
 * valid sequence gives. For texts that are written back; `encodeLossless` undoes it. A byte order mark stays.
 */
export function decodeLossless(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (valid: Uint8Array): string => decoder.decode(valid);
  try {
    return decode(bytes);
  } catch {
    return decodeByRuns(bytes, decode);
  }
}

function decodeByRuns(bytes: Uint8Array, decode: (valid: Uint8Array) => string): string {
  const pieces: string[] = [];
  let runStart = 0;
  for (let position = 0; position < bytes.length; ) {
    const length = sequenceLength(bytes, position);
    if (length === 0) {
      pieces.push(decode(bytes.subarray(runStart, position)));
      pieces.push(String.fromCharCode(escapeBase + (bytes[position] ?? 0)));
      runStart = position + 1;
    }
    position += Math.max(1, length);
  }
  pieces.push(decode(bytes.subarray(runStart)));
  return pieces.join('');
}

/** The second byte of some sequences may not be any continuation byte: else they were overlong, surrogates or too high. */
const secondBytes: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};

/** The length of the UTF-8 sequence that begins here (RFC 3629 section 4); 0 where none does. */
function sequenceLength(bytes: Uint8Array, start: number): number {
  const first = bytes[start] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const [low, high] = secondBytes[first] ?? [0x80, 0xbf];
  for (let index = 1; index < length; index++) {
    const byte = bytes[start + index] ?? 0;
    if (index === 1 ? byte < low || byte > high : byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

/** The bytes that `decodeLossless` made the text from. A part of such a text may be moved to another place before. */
export function encodeLossless(text: string): Uint8Array {
  // Split by what stands for a byte: with the flag `u` half of a pair is none.
  const parts = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 1 ? Uint8Array.of(part.charCodeAt(0) - escapeBase) : Buffer.from(part, 'utf8'),
    ),
  );
}
