/** One language of the manifest. */
interface ContributedLanguage {
  readonly filenames?: readonly string[];
  readonly filenamePatterns?: readonly string[];
}

/** The names of the files in our languages, at any depth, as one glob: what the manifest says by which editors know them. */
export function filesOf(manifest: unknown): string {
  const { contributes } = manifest as { contributes: { languages: readonly ContributedLanguage[] } };
  const names = contributes.languages.flatMap(({ filenames = [], filenamePatterns = [] }) => [
    ...filenames,
    ...filenamePatterns,
  ]);
  return `**/{${names.join(',')}}`;
}
