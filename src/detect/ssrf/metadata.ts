/**
 * Where clouds hand out an instance's own credentials. Addresses: AWS, Azure, Google, Oracle, DigitalOcean, OpenStack,
 * Hetzner (169.254.169.254, fd00:ec2::254, fd20:ce::254), ECS and EKS tasks (169.254.170.2, .23), Azure's wire server
 * (168.63.129.16), Alibaba (100.100.100.200), Oracle Classic (192.0.0.192), Tencent (169.254.0.23), Scaleway (169.254.42.42).
 */
const ADDRESSES = new Set([
  '169.254.169.254',
  '169.254.169.253',
  '169.254.170.2',
  '169.254.170.23',
  '169.254.0.23',
  '169.254.42.42',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
]);
const ADDRESSES_V6 = new Set([
  'fd000ec2000000000000000000000254',
  'fd000ec2000000000000000000000023',
  'fd2000ce000000000000000000000254',
  'fd000042000000000000000000000042',
  'fe8000000000000000000000a9fea9fe',
]);

export const isMetadataAddress = (bytes: readonly number[]): boolean =>
  bytes.length === 4 ? ADDRESSES.has(bytes.join('.')) : ADDRESSES_V6.has(Buffer.from(bytes).toString('hex'));

const NAMES =
  /^(?:metadata|instance-data|rancher-metadata|(?:[\w-]+\.){0,4}(?:metadata\.(?:google(?:\.internal)?|goog|internal|azure\.internal|tencentyun\.com|packet\.net|platformequinix\.com|exoscale\.com)|instance-data(?:\.[\w-]+){0,2}\.internal|imds\.[\w-]+\.internal))$/;

export const isMetadataName = (name: string): boolean => NAMES.test(name);

/** Paths that exist on those services only, whatever the host is called. */
export const METADATA_PATH =
  /^\/*(?:(?:latest|1\.0|20\d\d-\d\d-\d\d)\/+(?:meta-?data|user-?data|dynamic\/instance-identity|api\/token)(?:[/?#]|$)|computemetadata\/v1(?:beta1)?(?:[/?#]|$)|openstack\/(?:latest|20\d\d-\d\d-\d\d)\/(?:meta_data|user_data|vendor_data2?|network_data|password)|opc\/v[12]\/(?:instance|identity|vnics)|hetzner\/v1\/metadata|metadata\/(?:instance\?api-version|identity\/oauth2\/token|v1(?:\.json|\/(?:id|user-data|hostname|region|interfaces|public-keys))|attested\/document)|20\d\d-\d\d-\d\d\/runtime\/(?:invocation|init)\/)/i;
