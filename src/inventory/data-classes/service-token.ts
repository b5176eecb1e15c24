import { defineDataClass, matching } from './define.ts';

/** Issuers that mark their tokens, each form as its issuer publishes it for secret scanners. */
const FORMS = [
  'dop_v1_[a-f\\d]{64}', // DigitalOcean
  'pypi-AgEI[\\w-]{50,}', // PyPI
  'hvs\\.[\\w-]{24,}', // HashiCorp Vault
  'hf_[A-Za-z]{34}', // Hugging Face
  'dckr_pat_[\\w-]{27,}', // Docker Hub
  'sq0(?:atp|csp)-[\\w-]{22,}', // Square
  'EAAA[\\w-]{60}', // Square, newer
  'ATATT3[\\w=-]{100,}', // Atlassian
  'dapi[a-f\\d]{32}(?:-\\d)?', // Databricks
  'lin_api_[A-Za-z\\d]{40}', // Linear
  'glsa_[A-Za-z\\d]{32}_[a-f\\d]{8}', // Grafana
  'pul-[a-f\\d]{40}', // Pulumi
  'key-[a-f\\d]{32}', // Mailgun
  'SK[a-f\\d]{32}', // Twilio
  'rk_live_[A-Za-z\\d]{24,}', // Stripe, restricted
  'sntrys_[\\w=+/-]{60,}', // Sentry
  'PMAK-[a-f\\d]{24}-[a-f\\d]{34}', // Postman
  'shippo_live_[a-f\\d]{40}', // Shippo
];

export const serviceToken = defineDataClass({
  id: 'service-token',
  title: 'Token of a well-known service',
  category: 'credential',
  anywhere: matching(new RegExp(`^(?:${FORMS.join('|')})$`), 0.98),
  examples: {
    is: [
      ['field', `dop_v1_${'0a1b2c3d'.repeat(8)}`],
      ['field', `hvs.${'aB3daB3d'.repeat(3)}`],
      ['field', `SK${'0a1b2c3d'.repeat(4)}`],
    ],
    isNot: [
      ['field', 'dop_v1_short'],
      ['sku', 'SK12345678'],
      ['field', 'hf_model'],
    ],
  },
});
