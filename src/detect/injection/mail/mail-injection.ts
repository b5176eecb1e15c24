import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './mail-injection.examples.ts';

/** SMTP commands with what they need (RFC 5321), IMAP commands behind a tag (RFC 9051), POP3's. */
const SMTP =
  /^(?:(?:mail from|rcpt to)\s{0,4}:|(?:helo|ehlo)\s+\S|data\s*$|quit\s*$|rset\s*$|vrfy\s+\S|expn\s+\S|auth\s+(?:login|plain|cram))/i;
const IMAP =
  /^[a-z]{1,4}\d{1,6}\s+(?:capability\b|noop\b|logout\b|login\s+\S+\s+\S|authenticate\s+\S|select\s+\S|examine\s+\S|create\s+\S|delete\s+\S|rename\s+\S|list\s+\S|lsub\s+\S|status\s+\S|append\s+\S|fetch\s+[\d*:,]|store\s+[\d*:,]|copy\s+[\d*:,]|search\s+\S|uid\s+\S|close\b|expunge\b|starttls\b|idle\b)/i;
/** Header lines of a mail that add readers, change its kind or its contents (RFC 5322, 2045). */
const FIELD =
  /^(?:to|cc|bcc|from|reply-to|subject|content-type|content-transfer-encoding|mime-version|return-path|x-mailer|errors-to|disposition-notification-to)\s{0,4}:/i;
const ADDRESSES = /\bb?cc\s{0,4}:[^\r\n]{0,200}@/i;

export const mailInjection = defineValueRule({
  id: 'mail-injection',
  version: 1,
  title: 'Mail command and header injection',
  severity: 'high',
  references: ['CWE-93', 'CWE-77', 'API8:2023', 'CAPEC-134', 'CAPEC-183'],
  explanation:
    'A value that goes into a mail, or to a mail server, begins a command or a header of its own behind a line break: recipients are added, another mail is sent, a mailbox is read. The rule takes the value apart at its line breaks and asks whether a line is a command of SMTP or IMAP, or whether a value that should be one line (an address, a name, a subject) goes on with a mail header. ' +
    'Letters that people paste into a message, with their header lines, are not judged by the headers.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['\r', '\n', '%0a', '%0d'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askLines,
  examples: { fires, silent },
});

/** Lines looked at, and beyond which a value is a text. */
const MOST_LINES = 30;
const VALUE_LINES = 6;

function askLines(value: string, leaf: Leaf): ValueAnswer | undefined {
  const lines = value.split(/[\r\n]+/, MOST_LINES);
  if (lines.length < 2) return undefined;
  const mark: readonly [number, number] = [Math.max(0, value.search(/[\r\n]/)), value.length];
  const followers = lines.slice(1).map((line) => line.trim());
  if (followers.some((line) => IMAP.test(line)))
    return {
      confidence: lines.length <= VALUE_LINES ? 0.95 : 0.6,
      statement: 'a line of the value is a command of IMAP',
      mark,
    };
  const commands = followers.filter((line) => SMTP.test(line)).length;
  if (commands > 1 || (commands === 1 && lines.length <= VALUE_LINES))
    return {
      confidence: lines.length <= VALUE_LINES * 2 ? 0.9 : 0.6,
      statement: 'lines of the value are commands of SMTP',
      mark,
    };
  if (!isOneLine(lines[0] ?? '', leaf) || !followers.some((line) => FIELD.test(line))) return undefined;
  return {
    confidence: ADDRESSES.test(value) || isAddress(lines[0] ?? '') ? 0.9 : 0.6,
    statement: 'value that should be one line goes on with a mail header',
    mark,
  };
}

const isAddress = (line: string): boolean => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(line.trim());

/** What the first line is, or the place, says that a line is all there should be. */
const isOneLine = (line: string, { part, name }: Leaf): boolean =>
  isAddress(line) ||
  part !== 'body' ||
  /(?:mail|subject|recipient|sender|reply|^to$|^from$|^cc$|^bcc$|^name$)/i.test(name);
