import { isTemplated } from '../../maincf/templates';
import { t } from '../../text/translate';
import type { Site } from '../whole-site';
import type { Change } from './change';
import { deleteParameter } from './lines';

/**
 * `smtp_tls_per_site` is ignored where a client lists policy tables (smtp_tls_list_init() of smtp_tls_policy.c). Its tables say
 * other things than those, so that nothing can take its place where it counts.
 */
export function replacePerSite({
  mainCf: { document },
  masterCf,
  clients,
}: Pick<Site, 'mainCf' | 'masterCf' | 'clients'>): readonly Change[] {
  return (['smtp', 'lmtp'] as const).flatMap((program): readonly Change[] => {
    const name = `${program}_tls_per_site`;
    const lines = document.parameters.filter((each) => each.defect === null && each.name.text === name);
    const those = clients.filter((client) => client.program === program);
    const list = `${program}_tls_policy_maps`;
    const isIgnored = those.every(({ parameters }) => (parameters.value(list).expanded ?? '') !== '');
    const isOverridden = masterCf?.document.services.some(({ overrides }) =>
      overrides.some((each) => each.name.text === name),
    );
    // An empty one is the default.
    if (
      (document.effective.get(name)?.value.text ?? '') === '' ||
      !isIgnored ||
      isOverridden === true ||
      lines.some(isTemplated)
    )
      return [];
    // Without such a client the line counts for nobody, but one may come.
    if (those.length === 0) return [];
    return [
      {
        file: 'main-cf',
        label: t('Delete {0}', name),
        reason: t('{0} is set, and so it has no effect.', list),
        edits: lines.flatMap((line) => deleteParameter(document, line)),
      },
    ];
  });
}
