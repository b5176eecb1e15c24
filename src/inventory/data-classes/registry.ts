import type { DataClass } from './define.ts';
import { abaRouting } from './aba-routing.ts';
import { accessToken } from './access-token.ts';
import { apiKey } from './api-key.ts';
import { awsAccessKey } from './aws-access-key.ts';
import { azureStorageKey } from './azure-storage-key.ts';
import { bankAccount } from './bank-account.ts';
import { bic } from './bic.ts';
import { birthDate } from './birth-date.ts';
import { brCpf } from './br-cpf.ts';
import { cardSecurityCode } from './card-security-code.ts';
import { creditCard } from './credit-card.ts';
import { cryptoWallet } from './crypto-wallet.ts';
import { demographics } from './demographics.ts';
import { deviceId } from './device-id.ts';
import { driversLicense } from './drivers-license.ts';
import { email } from './email.ts';
import { geo } from './geo.ts';
import { githubToken } from './github-token.ts';
import { gitlabToken } from './gitlab-token.ts';
import { googleApiKey } from './google-api-key.ts';
import { healthRecord } from './health-record.ts';
import { iban } from './iban.ts';
import { icd10 } from './icd10.ts';
import { income } from './income.ts';
import { ipAddress } from './ip-address.ts';
import { jwt } from './jwt.ts';
import { llmApiKey } from './llm-api-key.ts';
import { macAddress } from './mac-address.ts';
import { mrn } from './mrn.ts';
import { nationalId } from './national-id.ts';
import { npmToken } from './npm-token.ts';
import { otp } from './otp.ts';
import { passport } from './passport.ts';
import { password } from './password.ts';
import { personName } from './person-name.ts';
import { phone } from './phone.ts';
import { pin } from './pin.ts';
import { postalAddress } from './postal-address.ts';
import { postalCode } from './postal-code.ts';
import { privateKey } from './private-key.ts';
import { racialOrigin } from './racial-origin.ts';
import { sendgridKey } from './sendgrid-key.ts';
import { serviceToken } from './service-token.ts';
import { sessionToken } from './session-token.ts';
import { shopifyToken } from './shopify-token.ts';
import { slackToken } from './slack-token.ts';
import { specialCategory } from './special-category.ts';
import { stripeKey } from './stripe-key.ts';
import { taxId } from './tax-id.ts';
import { telegramToken } from './telegram-token.ts';
import { ukNhs } from './uk-nhs.ts';
import { ukNino } from './uk-nino.ts';
import { urlCredentials } from './url-credentials.ts';
import { usNpi } from './us-npi.ts';
import { usSsn } from './us-ssn.ts';
import { vin } from './vin.ts';

/** Every class; the first of equal confidence wins, so the most specific stand first. */
export const DATA_CLASSES: readonly DataClass[] = [
  privateKey,
  jwt,
  urlCredentials,
  awsAccessKey,
  githubToken,
  gitlabToken,
  slackToken,
  stripeKey,
  googleApiKey,
  sendgridKey,
  npmToken,
  llmApiKey,
  telegramToken,
  azureStorageKey,
  shopifyToken,
  serviceToken,
  email,
  iban,
  creditCard,
  cardSecurityCode,
  usSsn,
  brCpf,
  ukNhs,
  ukNino,
  usNpi,
  abaRouting,
  passport,
  driversLicense,
  nationalId,
  taxId,
  bankAccount,
  bic,
  income,
  cryptoWallet,
  macAddress,
  ipAddress,
  geo,
  phone,
  vin,
  deviceId,
  birthDate,
  icd10,
  mrn,
  healthRecord,
  personName,
  postalAddress,
  postalCode,
  demographics,
  racialOrigin,
  specialCategory,
  password,
  otp,
  pin,
  sessionToken,
  apiKey,
  accessToken,
];
