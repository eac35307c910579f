/** How a generated table is written. */
export interface Writing {
  readonly lines: number;
  /**
   * `list`: comments, columns, exceptions, 70 characters a line, as shared lists look. `entries`: nothing but short entries.
   * `own-servers`: the same, no two of which name one server.
   */
  readonly style: 'list' | 'entries' | 'own-servers';
}

/** A policy table as big lists look, with a mistake in every hundredth line. */
export function policyText({ lines, style }: Writing): string {
  const line = { list: listLine, entries: entryLine, 'own-servers': ownServersLine }[style];
  return Array.from({ length: lines }, (_, index) => `${line(index)}\n`).join('');
}

/** Whether a line of the text has a finding. */
export function isMistaken(index: number): boolean {
  return index % 100 === 50;
}

function listLine(index: number): string {
  const domain = `institute-${index}.research.example`.padEnd(40);
  if (isMistaken(index)) return `${domain}${mistake(index)}`;
  switch (index % 10) {
    case 0:
      return `# Institute ${index}: agreed with the postmaster, ticket ${index * 7}, until next year`;
    case 3:
    case 4:
      return `${domain}secure match=.mx.provider-${index % 7}.example:mx.provider-${index % 7}.example`;
    case 7:
      return `${domain}secure ciphers=high protocols=>=TLSv1.2`;
    default:
      return `${domain}${index % 2 === 0 ? 'dane' : 'secure match=.mx.provider.example'}`;
  }
}

function entryLine(index: number): string {
  const domain = `institute-${index}.research.example`;
  if (isMistaken(index)) return `${domain} ${mistake(index)}`;
  return `${domain} ${index % 2 === 0 ? 'dane' : 'secure match=.mx.example'}`;
}

function ownServersLine(index: number): string {
  return isMistaken(index) ? entryLine(index) : `institute-${index}.example secure match=mx${index}.example.net`;
}

function mistake(index: number): string {
  return ['encrypt', 'secrue', 'may # for now', 'dane match=.mx.example'][(index / 100) & 3] ?? 'may';
}
