import type { Assistance } from '../language/assistance';
import type { Language } from '../language/language';
import { completeMainCf } from '../maincf/complete';
import type { MainCfDocument } from '../maincf/document';
import { hoverMainCf } from '../maincf/hover';
import { completeMasterCf } from '../mastercf/complete';
import type { MasterCfDocument } from '../mastercf/document';
import { hoverMasterCf } from '../mastercf/hover';
import { completePolicy } from '../policy/complete';
import type { PolicyDocument } from '../policy/document';
import { hoverPolicy } from '../policy/hover';

const policyAssistance: Assistance<PolicyDocument> = { hover: hoverPolicy, complete: completePolicy };
const mainCfAssistance: Assistance<MainCfDocument> = { hover: hoverMainCf, complete: completeMainCf };

const masterCfAssistance: Assistance<MasterCfDocument> = { hover: hoverMasterCf, complete: completeMasterCf };

const assistants: Readonly<Record<Language['id'], Assistance | null>> = {
  'postfix-tls-policy': policyAssistance,
  'postfix-main-cf': mainCfAssistance,
  'postfix-master-cf': masterCfAssistance,
};

/** What is offered to whoever writes in a language; null for one without. Give it documents of that language only. */
export function assistanceOf({ id }: Pick<Language, 'id'>): Assistance | null {
  return assistants[id];
}
