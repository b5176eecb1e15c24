import { createPhrases, type Phrase } from '../phrases.ts';
import { hasCrcBase62, hasCrcHex } from './checksums.ts';
import { isRandom } from './disorder.ts';

export interface SecretForm extends Phrase {
  readonly issuer: string;
  readonly sure: number;
  /** The first group is the part made by chance. Global: all of a text are tried. */
  readonly pattern: RegExp;
  /** Asked of the whole match and of the part made by chance; absent: disorder decides. */
  readonly holds?: (token: string, random: string) => boolean;
}

type Row = readonly [
  issuer: string,
  sure: number,
  literal: string | readonly string[],
  pattern: RegExp,
  holds?: SecretForm['holds'],
];

const crcOf = (_token: string, random: string): boolean => hasCrcBase62(random);

/**
 * Forms as the issuers publish them for secret scanners. Keys that are made to be public (Stripe's and others' `pk_`, Google's
 * browser keys, Mapbox's `pk.`, Sentry's DSN) are none, nor are tokens that a sign-in answers with.
 */
const ROWS: readonly Row[] = [
  // Presigned addresses carry the id of the key, which is what they are for.
  [
    'AWS (access key id)',
    0.75,
    ['akia', 'asia'],
    /(?<![\w/+-])(?<!Credential=|AWSAccessKeyId=)A[KS]IA([A-Z2-7]{16})(?![\w/+-]|%2F)/g,
  ],
  [
    'AWS (secret key)',
    0.95,
    ['secret_access_key', 'secretaccesskey', 'aws_secret', 'secret_key'],
    /\b(?:aws_?secret_?(?:access_?)?key|secret_?access_?key)\W{1,8}(?<![\w/+])([A-Za-z\d/+]{40})(?![\w/+=])/gi,
  ],
  ['Google (OAuth client)', 0.95, 'gocspx-', /\bGOCSPX-([\w-]{28})(?![\w-])/g],
  ['Google (refresh token)', 0.9, '1//0', /(?<![\w/])1\/\/0([\w-]{60,120})(?![\w-])/g],
  ['Azure (storage)', 0.95, 'accountkey=', /\bAccountKey=([A-Za-z\d+/]{86}==)/g],
  ['Azure (shared access)', 0.95, 'sharedaccesskey=', /\bSharedAccessKey=([A-Za-z\d+/]{42,43}=)/g],
  ['Azure (client secret)', 0.95, 'q~', /(?<![\w~.-])([\w~.]{3}\dQ~[\w~.-]{31,34})(?![\w~.-])/g],
  ['GitHub', 0.98, ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /\bgh[pousr]_([A-Za-z\d]{36})\b/g, crcOf],
  ['GitHub', 0.95, 'github_pat_', /\bgithub_pat_[A-Za-z\d]{22}_([A-Za-z\d]{59})\b/g],
  [
    'GitLab',
    0.95,
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glagent-', 'glsoat-', 'glft-', 'gloas-'],
    /\bgl(?:pat|dt|rt|cbt|ptt|agent|soat|ft|oas)-([\w-]{20,64}(?:\.[\w.-]{4,30})?)(?![\w-])/g,
  ],
  [
    'Slack',
    0.95,
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxe-', 'xoxo-', 'xoxr-', 'xoxs-', 'xoxe.'],
    /\bxox[abeoprs][-.](?:xox[bp]-)?(?:\d{1,14}-){0,3}([A-Za-z\d]{20,200})\b/g,
  ],
  ['Slack', 0.95, 'xapp-', /\bxapp-\d-[A-Z\d]{8,16}-\d{8,16}-([a-f\d]{40,80})\b/g],
  [
    'Slack (webhook)',
    0.9,
    'hooks.slack.com/',
    /\bhooks\.slack\.com\/(?:services|workflows)\/T[A-Z\d]{6,14}\/[AB][A-Z\d]{6,14}\/(?:\d{6,20}\/)?([A-Za-z\d]{20,28})\b/g,
  ],
  [
    'Discord (webhook)',
    0.9,
    ['discord.com/api/webhooks', 'discordapp.com/api/webhooks'],
    /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/([\w-]{60,80})/g,
  ],
  ['Stripe', 0.97, ['sk_live_', 'rk_live_'], /\b[sr]k_live_([A-Za-z\d]{24,250})\b/g],
  ['Stripe (test)', 0.75, ['sk_test_', 'rk_test_'], /\b[sr]k_test_([A-Za-z\d]{24,250})\b/g],
  ['Stripe (webhook)', 0.85, 'whsec_', /\bwhsec_([A-Za-z\d+/=]{32,64})(?![\w+/=])/g],
  [
    'Twilio',
    0.9,
    ['auth_token', 'authtoken', 'auth token'],
    /\bAC[a-f\d]{32}\b[^\n]{0,60}?\bauth_?\s?token\W{1,6}([a-f\d]{32})\b/gi,
  ],
  ['Twilio', 0.9, 'api.twilio.com', /\/\/AC[a-f\d]{32}:([a-f\d]{32})@api\.twilio\.com/g],
  ['SendGrid', 0.97, 'sg.', /\bSG\.[\w-]{22}\.([\w-]{43})(?![\w-])/g],
  ['Mailgun', 0.9, 'key-', /(?<![\w-])key-([a-f\d]{32})(?![\w-])/g],
  [
    'Mailchimp',
    0.9,
    ['-us1', '-us2', '-us3', '-us4', '-us5', '-us6', '-us7', '-us8', '-us9'],
    /(?<![\w-])([a-f\d]{32})-us\d{1,2}(?![\w-])/g,
  ],
  ['Brevo', 0.95, 'xkeysib-', /\bxkeysib-([a-f\d]{64})-[A-Za-z\d]{16}\b/g],
  ['npm', 0.98, 'npm_', /\bnpm_([A-Za-z\d]{36})\b/g, crcOf],
  [
    'PyPI',
    0.98,
    ['pypi-ageichlwas5vcmc', 'pypi-agendgvzdc5wexbp'],
    /\bpypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBp)([\w-]{50,220})/g,
  ],
  ['RubyGems', 0.95, 'rubygems_', /\brubygems_([a-f\d]{48})\b/g],
  ['NuGet', 0.9, 'oy2', /(?<![\w-])oy2([a-z\d]{43})(?![\w-])/g],
  ['OpenAI', 0.98, 't3blbkfj', /\bsk-(?:proj-|svcacct-|admin-)?([\w-]{20,80}T3BlbkFJ[\w-]{20,80})(?![\w-])/g],
  ['Anthropic', 0.98, 'sk-ant-', /\bsk-ant-(?:api|admin|oat)\d{2}-([\w-]{80,110})(?![\w-])/g],
  ['OpenRouter', 0.97, 'sk-or-v1-', /\bsk-or-v1-([a-f\d]{64})\b/g],
  ['Groq', 0.95, 'gsk_', /\bgsk_([A-Za-z\d]{52})\b/g],
  ['xAI', 0.95, 'xai-', /(?<![\w-])xai-([A-Za-z\d]{80})\b/g],
  ['Perplexity', 0.95, 'pplx-', /\bpplx-([A-Za-z\d]{48})\b/g],
  ['Replicate', 0.95, 'r8_', /\br8_([A-Za-z\d]{37})\b/g],
  ['Hugging Face', 0.95, ['hf_', 'api_org_'], /\b(?:hf_|api_org_)([A-Za-z]{34})\b/g],
  ['DigitalOcean', 0.98, ['dop_v1_', 'doo_v1_', 'dor_v1_'], /\bdo[opr]_v1_([a-f\d]{64})\b/g],
  ['HashiCorp Vault', 0.95, ['hvs.', 'hvb.', 'hvr.'], /\bhv[sbr]\.([\w-]{24,200})(?![\w-])/g],
  ['Terraform', 0.97, '.atlasv1.', /\b[A-Za-z\d]{14}\.atlasv1\.([\w=-]{60,70})/g],
  ['Docker Hub', 0.95, ['dckr_pat_', 'dckr_oat_'], /\bdckr_[po]at_([\w-]{27,40})(?![\w-])/g],
  ['Databricks', 0.95, 'dapi', /\bdapi([a-f\d]{32})(?:-\d)?\b/g],
  ['Atlassian', 0.97, 'atatt3', /\bATATT3([\w=-]{150,220})/g],
  ['Shopify', 0.97, ['shpat_', 'shpca_', 'shppa_', 'shpss_'], /\bshp(?:at|ca|pa|ss)_([a-fA-F\d]{32})\b/g],
  ['Square', 0.95, ['sq0atp-', 'sq0csp-'], /\bsq0(?:atp|csp)-([\w-]{22,43})(?![\w-])/g],
  ['PayPal', 0.97, 'access_token$production$', /\baccess_token\$production\$[a-z\d]{16}\$([a-f\d]{32})\b/g],
  ['Telegram', 0.95, ':aa', /(?<![\w:])\d{8,10}:(AA[\w-]{33})(?![\w-])/g],
  ['Linear', 0.95, 'lin_api_', /\blin_api_([A-Za-z\d]{40})\b/g],
  ['Notion', 0.9, 'ntn_', /\bntn_([A-Za-z\d]{40,50})\b/g],
  ['Figma', 0.95, 'figd_', /\bfigd_([\w-]{38,44})(?![\w-])/g],
  ['Grafana', 0.98, 'glsa_', /\bglsa_([A-Za-z\d]{32}_[a-f\d]{8})\b/g, (token) => hasCrcHex(token)],
  ['New Relic', 0.95, 'nrak-', /\bNRAK-([A-Z\d]{27})\b/g],
  ['Sentry', 0.95, ['sntrys_', 'sntryu_'], /\bsntry(?:s_[\w=+/-]{40,300}_|u_)([\w+/=-]{43,64})/g],
  ['Postman', 0.97, 'pmak-', /\bPMAK-[a-f\d]{24}-([a-f\d]{34})\b/g],
  ['Pulumi', 0.95, 'pul-', /(?<![\w-])pul-([a-f\d]{40})\b/g],
  [
    'Doppler',
    0.95,
    ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    /\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z\d_-]{2,35}\.)?([A-Za-z\d]{40,44})\b/g,
  ],
  ['Supabase', 0.95, ['sbp_', 'sb_secret_'], /\b(?:sbp_|sb_secret_)([a-f\d]{40}|[\w-]{31,36})(?![\w-])/g],
  ['PlanetScale', 0.95, 'pscale_', /\bpscale_(?:tkn|pw|oauth)_([\w=.-]{32,64})(?![\w-])/g],
  ['Heroku', 0.95, 'hrku-', /\bHRKU-([\w-]{36,64})(?![\w-])/g],
  ['Fly.io', 0.9, 'fm2_', /\bfm2_([\w+/]{100,800}={0,2})/g],
  ['age', 0.97, 'age-secret-key-1', /\bAGE-SECRET-KEY-1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})\b/g],
  ['Alibaba Cloud (access key id)', 0.75, 'ltai', /\bLTAI([A-Za-z\d]{20})\b/g],
];

const FORMS = createPhrases<SecretForm>(
  ROWS.map(([issuer, sure, literal, pattern, holds]) => ({
    issuer,
    sure,
    literals: typeof literal === 'string' ? [literal] : literal,
    pattern,
    ...(holds && { holds }),
  })),
);

export const ISSUER_LITERALS = FORMS.literals;

export interface FoundSecret {
  /** What it is or whose. */
  readonly what: string;
  readonly sure: number;
  readonly from: number;
  readonly to: number;
}

/** Tokens of one form that are tried: text that is made to look like them must not cost more. */
const MOST_TRIED = 20;

/** The surest secret of a known issuer in the text; placeholders and what fails its checksum are passed over. */
export function findIssued(text: string): FoundSecret | undefined {
  let best: FoundSecret | undefined;
  for (const { issuer, sure, pattern, holds } of FORMS.in(text)) {
    if (best !== undefined && sure <= best.sure) continue;
    let tried = 0;
    for (const found of text.matchAll(pattern)) {
      if (++tried > MOST_TRIED) break;
      const random = found[1] ?? '';
      if (!isRandom(random) || holds?.(found[0], random) === false) continue;
      best = { what: `a secret of ${issuer}`, sure, from: found.index, to: found.index + found[0].length };
      break;
    }
  }
  return best;
}
