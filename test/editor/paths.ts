import { join } from 'node:path';

/** The root of the repository. */
export const root = join(__dirname, '..', '..');

/** What the scripts fetch or produce; ignored by git, safe to delete. */
export const cache = join(root, '.cache');

/** Photographs of the editor that the README shows. */
export const images = join(root, 'docs', 'images');
