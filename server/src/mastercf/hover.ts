import type { HoverText } from '../language/assistance';
import { holds } from '../text/editor-line';
import { describeField, describeOption } from './describe';
import type { MasterCfDocument } from './document';
import { serviceAt } from './names';

/** What stands at a place of a master.cf: a field of a service, or a parameter that an option sets. */
export function hoverMasterCf(document: MasterCfDocument, offset: number): HoverText | null {
  const service = serviceAt(document, offset);
  if (service === null) return null;
  const option = service.overrides.find(({ name }) => name.text !== '' && holds(name.span, offset));
  if (option !== undefined) {
    const markdown = describeOption(option.name.text, option.defect === null ? option.value.text : null);
    return markdown === null ? null : { span: option.name.span, markdown };
  }
  const index = service.fields.findIndex(({ span }) => holds(span, offset));
  const [field, markdown] = [service.fields[index], describeField(index)];
  return field === undefined || markdown === null ? null : { span: field.span, markdown };
}
