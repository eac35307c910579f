import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * A path of the command line as the reports of pipelines have it, which start from the root of a repository: relative to the
 * current folder where it is below it, else as it was given; without `./` and with slashes between.
 */
export function reportPath(path: string): string {
  const below = relative('.', resolve(path));
  const isBelow = below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  return (isBelow ? below : path).replaceAll(sep, '/');
}
