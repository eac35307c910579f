import type { GitRepository } from '../system/git';
import { decodeText } from '../text/decode';

/** Far more than any message. */
const maxBytes = 1024 * 1024;

/**
 * The reason that the head's message gives for what has no line to say it, as a trailer `Policy-Reason: …`; null without one.
 */
export async function reasonInMessage(commit: string, repository: GitRepository): Promise<string | null> {
  const [info] = await repository.sizes([commit]);
  if (!info || info.size > maxBytes) return null;
  const [bytes = new Uint8Array()] = await repository.contents([commit]);
  const { text } = decodeText(bytes);
  const message = text.slice(text.indexOf('\n\n') + 2);
  return /^Policy-Reason:[ \t]*(\S.*)$/im.exec(message)?.[1]?.trim() ?? null;
}
