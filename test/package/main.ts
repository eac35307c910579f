// `npm run package`: builds the extension and writes the .vsix into the root.
import { relative } from 'node:path';
import { root } from '../editor/paths';
import { packageExtension, packagePath } from './package';

packageExtension(packagePath).then(
  () => console.log(`Packaged: ${relative(root, packagePath)}`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
