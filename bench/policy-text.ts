/** A policy table of so many lines as shared lists look, with a mistake in every tenth line. */
export function policyText(lines: number): string {
  return Array.from({ length: lines }, (_, index) => `${line(index)}\n`).join('');
}

function line(index: number): string {
  const domain = `institute-${index}.example`;
  switch (index % 10) {
    case 0:
      return `# Institute ${index}`;
    case 1:
      return `${domain} encrypt`;
    case 2:
    case 3:
      return `${domain} secure match=.mx.provider-${index % 7}.example`;
    case 4:
      return `.${domain} secure`;
    default:
      return `${domain} ${index % 2 === 0 ? 'dane' : 'secure'}`;
  }
}
