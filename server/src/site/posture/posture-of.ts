import type { Site } from '../whole-site';
import { incomingPosture, serversOf } from './incoming';
import { outgoingPosture } from './outgoing';
import type { Posture, PostureSubject } from './posture';

/**
 * What the mail of a site is protected against, outgoing before incoming; services that answer alike are one subject. From the
 * files alone: nobody is asked.
 */
export function postureOf(site: Site): Posture {
  const all = [
    ...site.clients.map((client) => outgoingPosture(site, client)),
    ...serversOf(site).map((service) => incomingPosture(site, service)),
  ];
  const alike = new Map<string, PostureSubject>();
  for (const subject of all) {
    const key = JSON.stringify({ ...subject, services: [] });
    const known = alike.get(key);
    alike.set(key, known === undefined ? subject : { ...known, services: [...known.services, ...subject.services] });
  }
  return { subjects: [...alike.values()] };
}
