/** Together with the line that announces it. */
const picture = /^(?:[^\n]+:\n\n)?!\[[^\]]*\]\([^)\s]+\)\n+/gm;
const link = /\[([^\]]+)\]\(([^)\s]+)\)/g;

/**
 * The README for VS Code's page of an installed extension. That page shows no pictures but from the web, and follows no
 * relative links: pictures are left out (the walkthrough has them), and links to files of the repository become texts.
 */
export function readmeForPackage(text: string): string {
  return text
    .replace(picture, '')
    .replace(link, (whole, title: string, target: string) => (isAbsolute(target) ? whole : title));
}

function isAbsolute(target: string): boolean {
  return /^(https?:|#)/i.test(target);
}
