/** Configuration files that can't be used: each line names the file, the place and the mend. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
