/** What the lab's SMTP servers say. */

export const greeting = (host: string): string => `220 ${host} ESMTP lab\r\n`;
export const firstGreetingLine = (host: string): string => `220-${host} ESMTP lab\r\n`;
export const temporaryGreeting = (host: string): string => `421 4.3.2 ${host} is too busy\r\n`;
export const permanentGreeting = (host: string): string => `554 5.7.1 ${host} does not talk to you\r\n`;

/** An escape sequence, NUL, a bell, a bidirectional override and Markdown, all of which a display must defuse. */
export const hostileGreeting = (host: string): string =>
  `220 ${host} \u001b[31mred\u001b[0m \u0000\u0007 \u202egnp.exe [click](command:evil) <img src=x>\r\n`;

export function ehloReply(host: string, offersStartTls: boolean): string {
  const lines = [host, 'PIPELINING', 'SIZE 10485760', ...(offersStartTls ? ['STARTTLS'] : []), '8BITMIME'];
  return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}\r\n`).join('');
}

export const mixedCodesReply = (host: string): string => `250-${host}\r\n350-STARTTLS\r\n250 8BITMIME\r\n`;
export const endlessLine = (code: number): string => `${code}-and another line\r\n`;
export const hugeLine = (code: number): string => `${code} ${'x'.repeat(1_000_000)}\r\n`;
/** What an attacker injects to follow the STARTTLS reply in the clear (the command injection class of bugs). */
export const gluedPlaintext = '250 injected\r\n';
