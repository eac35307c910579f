import type { Infrastructure } from '../scenario';
import { daneEe, goodHost, publicCertificate, selfSignedHost, wrongDaneEe, zone } from './build';

/** Hosting providers whose MX hosts several domains share. Only the zone of the one with DANE is signed. */
export const providers: Infrastructure = {
  zones: [
    zone('provider.example', 'unsigned'),
    zone('big-provider.example', 'unsigned'),
    zone('wild-provider.example', 'unsigned'),
    zone('mixed-provider.example', 'unsigned'),
    zone('mixed-dane-provider.example', 'signed'),
  ],
  hosts: [
    goodHost('mx1.provider.example'),
    goodHost('mx2.provider.example'),
    ...[1, 2, 3, 4, 5].map((number) => goodHost(`mx${number}.in.big-provider.example`)),
    { name: 'mx.wild-provider.example', certificate: publicCertificate('*.wild-provider.example') },
    goodHost('good.mixed-provider.example'),
    selfSignedHost('self-signed.mixed-provider.example'),
    goodHost('plain.mixed-provider.example', { behaviour: { startTls: 'absent' } }),
    ...[1, 2, 3, 4, 5].map((number) => selfSignedHost(`bad${number}.mixed-provider.example`)),
    goodHost('matching.mixed-dane-provider.example', { tlsa: daneEe }),
    goodHost('mismatching.mixed-dane-provider.example', { tlsa: wrongDaneEe }),
    goodHost('busy.mixed-dane-provider.example', { tlsa: daneEe, behaviour: { greeting: 'temporary' } }),
    goodHost('no-tlsa.mixed-dane-provider.example'),
    ...[1, 2, 3, 4, 5].map((number) => goodHost(`bad${number}.mixed-dane-provider.example`, { tlsa: wrongDaneEe })),
  ],
};
