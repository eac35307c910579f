import type { ParameterClass } from './parameter';

/** Parameters that exist for each transport of master.cf, by what stands behind its name: class, first release, default. */
const bySuffix: Readonly<Record<string, readonly [ParameterClass, string, string]>> = {
  _delivery_slot_cost: ['integer', '2.5', '$default_delivery_slot_cost'],
  _delivery_slot_discount: ['integer', '2.5', '$default_delivery_slot_discount'],
  _delivery_slot_loan: ['integer', '2.5', '$default_delivery_slot_loan'],
  _destination_concurrency_failed_cohort_limit: [
    'integer',
    '2.5',
    '$default_destination_concurrency_failed_cohort_limit',
  ],
  _destination_concurrency_limit: ['integer', '2.5', '$default_destination_concurrency_limit'],
  _destination_concurrency_negative_feedback: ['string', '2.5', '$default_destination_concurrency_negative_feedback'],
  _destination_concurrency_positive_feedback: ['string', '2.5', '$default_destination_concurrency_positive_feedback'],
  _destination_rate_delay: ['time', '2.5', '$default_destination_rate_delay'],
  _destination_recipient_limit: ['integer', '2.5', '$default_destination_recipient_limit'],
  _extra_recipient_limit: ['integer', '2.5', '$default_extra_recipient_limit'],
  _initial_destination_concurrency: ['string', '2.5', '$initial_destination_concurrency'],
  _minimum_delivery_slots: ['integer', '2.5', '$default_minimum_delivery_slots'],
  _recipient_limit: ['integer', '2.5', '$default_recipient_limit'],
  _recipient_refill_delay: ['time', '2.4', '$default_recipient_refill_delay'],
  _recipient_refill_limit: ['integer', '2.4', '$default_recipient_refill_limit'],
  _time_limit: ['time', '2.5', '$command_time_limit'],
  _transport_rate_delay: ['time', '3.1', '$default_transport_rate_delay'],
};

/** The longest first: `_destination_recipient_limit` ends in `_recipient_limit`. */
const suffixes = Object.keys(bySuffix).sort((a, b) => b.length - a.length);

export interface TransportParameter {
  readonly transport: string;
  readonly class: ParameterClass;
  readonly since: string;
  readonly default: string;
}

/** What a name means if its beginning is a transport of master.cf; null where it can't be one. */
export function transportParameter(name: string): TransportParameter | null {
  const suffix = suffixes.find((each) => name.endsWith(each) && name.length > each.length);
  const row = suffix === undefined ? undefined : bySuffix[suffix];
  if (suffix === undefined || row === undefined) return null;
  const [kind, since, text] = row;
  return { transport: name.slice(0, -suffix.length), class: kind, since, default: text };
}
