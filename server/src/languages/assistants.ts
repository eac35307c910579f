import type { Assistance } from '../language/assistance';
import type { Language } from '../language/language';
import { completeMainCf } from '../maincf/complete';
import type { MainCfDocument } from '../maincf/document';
import { hoverMainCf } from '../maincf/hover';
import { completeMasterCf } from '../mastercf/complete';
import type { MasterCfDocument } from '../mastercf/document';
import { hoverMasterCf } from '../mastercf/hover';
import { completeAt, completePolicy } from '../policy/complete';
import { completeCandidate } from '../policy/complete-candidate';
import { cursorInEntry } from '../policy/cursor';
import type { PolicyDocument } from '../policy/document';
import { hoverPolicy } from '../policy/hover';
import { inlinePolicyAt } from '../site/inline-policies';
import type { FileWithTables } from '../site/tables-alone';
import { editorLine, holds, lastBefore } from '../text/editor-line';

const policyAssistance: Assistance<PolicyDocument> = {
  hover: hoverPolicy,
  complete: (...place) => completeCandidate(...place) ?? completePolicy(...place),
};
const mainCfAssistance = withTables<MainCfDocument>({ hover: hoverMainCf, complete: completeMainCf }, (document) => ({
  language: 'main-cf',
  document,
}));
const masterCfAssistance = withTables<MasterCfDocument>(
  { hover: hoverMasterCf, complete: completeMasterCf },
  (document) => ({ language: 'master-cf', document }),
);

/** In the tables that stand in a file, what is offered in policy tables. */
function withTables<Document extends FileWithTables['document']>(
  own: Assistance<Document>,
  fileOf: (document: Document) => FileWithTables,
): Assistance<Document> {
  return {
    hover(document, offset, versions) {
      const found = inlinePolicyAt(fileOf(document), offset);
      return (found && hoverPolicy(found.document, offset, versions)) ?? own.hover(document, offset, versions);
    },
    complete(document, place, versions) {
      const { text, offset } = place;
      const comment = lastBefore(document.comments, offset);
      const found = comment !== null && holds(comment.span, offset) ? null : inlinePolicyAt(fileOf(document), offset);
      if (found === null || !holds(found.entry.room, offset)) return own.complete(document, place, versions);
      const cursor = cursorInEntry(found.document, editorLine(text.lines, offset), offset);
      return completeAt(found.document, cursor, place, versions);
    },
  };
}

const assistants: Readonly<Record<Language['id'], Assistance | null>> = {
  'postfix-tls-policy': policyAssistance,
  'postfix-main-cf': mainCfAssistance,
  'postfix-master-cf': masterCfAssistance,
};

/** What is offered to whoever writes in a language; null for one without. Give it documents of that language only. */
export function assistanceOf({ id }: Pick<Language, 'id'>): Assistance | null {
  return assistants[id];
}
