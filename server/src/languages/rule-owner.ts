import type { Language, LanguageName } from '../language/language';

/** Whose rules there are: a language's, or those of the files of a site together. */
export interface RuleOwner extends Pick<Language, 'title' | 'rules' | 'parse' | 'check'> {
  readonly id: Language['id'] | 'text';
  readonly name: LanguageName | 'site';
}
