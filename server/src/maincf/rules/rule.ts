import type { DocumentRule, NodeRule, Rule } from '../../language/rule';
import type { MainCfDocument, Parameter } from '../document';

export type MainCfRule = Rule<MainCfDocument, Parameter>;
export type ParameterRule = NodeRule<MainCfDocument, Parameter>;
export type MainCfDocumentRule = DocumentRule<MainCfDocument>;
