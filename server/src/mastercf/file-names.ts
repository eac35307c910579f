import { type FileName, fileNamesIn } from '../language/file-names';
import type { MasterCfDocument } from './document';

/**
 * The files that the options of services name by absolute paths, and where they do, in the order of the text.
 *
 * @param expand replaces `$name` as main.cf does; null for what can't be told.
 */
export function masterCfFileNames(
  { services }: MasterCfDocument,
  expand: (text: string) => string | null,
): readonly FileName[] {
  return services.flatMap(({ overrides }) =>
    overrides.flatMap(({ value, defect }) => {
      // A value that goes on in other lines has places that can't be counted.
      if (defect !== null || value.span.end - value.span.start !== value.text.length) return [];
      const { start } = value.span;
      return fileNamesIn(value.text, expand).map(({ path, span }) => ({
        path,
        span: { start: start + span.start, end: start + span.end },
      }));
    }),
  );
}
