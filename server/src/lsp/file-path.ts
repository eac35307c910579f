import { fileURLToPath } from 'node:url';

/** The path of a document; null for one that is no file of this machine. */
export function filePath(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
