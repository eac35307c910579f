import type { Infrastructure } from '../scenario';
import { goodHost, publicCertificate, zone } from './build';

/** Hosting providers whose MX hosts several domains share. None of their zones is signed. */
export const providers: Infrastructure = {
  zones: [
    zone('provider.example', 'unsigned'),
    zone('big-provider.example', 'unsigned'),
    zone('wild-provider.example', 'unsigned'),
  ],
  hosts: [
    goodHost('mx1.provider.example'),
    goodHost('mx2.provider.example'),
    ...[1, 2, 3, 4, 5].map((number) => goodHost(`mx${number}.in.big-provider.example`)),
    { name: 'mx.wild-provider.example', certificate: publicCertificate('*.wild-provider.example') },
  ],
};
