/** The page of a rule inside the package, so that it can be read without the network. */
export function rulePageUri(rulePages: string, rule: string): string {
  return `${rulePages}${encodeURIComponent(rule)}.md`;
}
