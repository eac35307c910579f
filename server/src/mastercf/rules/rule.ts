import type { NodeRule, RelatedRule, Rule } from '../../language/rule';
import { visible } from '../../text/escape';
import type { MasterCfDocument, Service } from '../document';

export type MasterCfRule = Rule<MasterCfDocument, Service>;
export type ServiceRule = NodeRule<MasterCfDocument, Service>;
export type RelatedServiceRule = RelatedRule<MasterCfDocument, Service>;

/** A text of the file within a message. */
export function quoted(text: string): string {
  return `"${visible(text, 60)}"`;
}
