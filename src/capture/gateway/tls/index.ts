export { CertificateStore } from './store.ts';
export { clientCertificate } from './client-certificate.ts';
export type { CertificateFiles, CertificateFacts, TlsOptions } from './read.ts';
