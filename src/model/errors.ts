/**
 * The coded errors. One table: code → what it means and how it is mended. `sallyport help CODE` prints it offline.
 * SP0xxx command line, SP1xxx configuration and policy, SP2xxx gateway, SP3xxx console, SP4xxx import, SP5xxx storage.
 */
export const ERRORS = {
  SP0001: { title: 'Internal error', mend: 'Run again with -vv and report what it prints.' },
  SP0002: { title: 'Unknown command', mend: 'See `sallyport --help`.' },
  SP0003: { title: 'Wrong option or argument', mend: 'See `sallyport COMMAND --help`.' },
  SP0004: {
    title: 'Not found',
    mend: 'Check the id; the `list` command of its kind, such as `sallyport finding list`, and the console show what exists.',
  },
  SP0005: { title: 'Node.js is too old', mend: 'Use Node 22.19 or newer, or start through `npm start`.' },
  SP1001: { title: 'Configuration cannot be read', mend: 'Check that the file exists and can be read.' },
  SP1002: { title: 'Configuration is not valid', mend: 'Correct the named line; the schema is in docs/reference.' },
  SP1003: { title: 'Unknown configuration key', mend: 'Remove it or use the suggested name.' },
  SP1101: { title: 'Policy cannot be read', mend: 'Check that the file exists and is YAML.' },
  SP1102: { title: 'Policy is not valid', mend: 'Correct the named line; the schema is policy/policy.schema.json.' },
  SP1103: { title: 'Unknown rule in policy', mend: 'Use an id that `sallyport detector list` prints.' },
  SP1201: {
    title: 'Owners file cannot be used',
    mend: 'Correct the named line; docs/guides/specifications.md shows the form.',
  },
  SP1301: { title: 'Data classes cannot be read', mend: 'Check that the file exists and is YAML.' },
  SP1302: {
    title: 'Data classes are not valid',
    mend: 'Correct the named line; the schema is policy/data-classes.schema.json.',
  },
  SP1303: {
    title: 'Data class contradicts its examples',
    mend: 'Correct the patterns or the example; `sallyport data-class test` shows what a value is taken for.',
  },
  SP1401: {
    title: 'Template is not valid',
    mend: 'Give as many segments as the learned template, literals or {name}, such as /users/{name}.',
  },
  SP1402: { title: 'Too many template corrections', mend: 'Undo old ones with `sallyport endpoint undo ID`.' },
  SP2001: { title: 'Address in use', mend: 'Stop the other program or choose another --listen address.' },
  SP2002: { title: 'Address cannot be bound', mend: 'Choose a port above 1023 and an address of this machine.' },
  SP2003: { title: 'Upstream does not answer', mend: 'Start the API or correct the address.' },
  SP2004: { title: 'Upstream address is not valid', mend: 'Give http://HOST:PORT or https://HOST:PORT.' },
  SP2005: { title: 'Gateway would forward to itself', mend: 'Choose another --listen address or another upstream.' },
  SP2006: {
    title: 'Gateway does not do what its mode says',
    mend: 'Check that traffic goes through the gateway and that the policy says what you mean: `sallyport policy check`.',
  },
  SP2007: {
    title: 'Certificate cannot be read',
    mend: 'Give PEM files this user can read; the key must not be encrypted.',
  },
  SP2008: {
    title: 'Certificate and key do not belong together',
    mend: 'Give the key that the certificate was made for.',
  },
  SP2009: { title: 'Certificate is not valid now', mend: 'Renew it, or set the clock of this machine.' },
  SP2020: {
    title: 'Sensor loses events',
    mend: '`sallyport status` names the reasons; docs/guides/sensors.md says what each sender has to be told.',
  },
  SP3001: { title: 'Sign-in needed', mend: 'Open the one-time link, or run `sallyport auth link`.' },
  SP3002: { title: 'Sign-in link is used or too old', mend: 'Run `sallyport auth link` for a new one.' },
  SP3003: { title: 'Not allowed', mend: 'Ask an administrator for the role.' },
  SP3004: { title: 'Request is not valid', mend: 'Correct the named field.' },
  SP3005: {
    title: 'Refused by a safety guard',
    mend: 'Read the reason; own addresses and health checks cannot be blocked.',
  },
  SP3006: { title: 'Server not reachable', mend: 'Start it with `sallyport protect URL` or `sallyport demo`.' },
  SP3007: { title: 'Too many attempts', mend: 'Wait five minutes, then open a new sign-in link.' },
  SP3008: { title: 'Changed meanwhile', mend: 'Load it again and repeat what you wanted to do.' },
  SP3009: { title: 'Pages of the console are not built', mend: 'Start through `npm start`, or run `npm run build`.' },
  SP4001: { title: 'File cannot be read', mend: 'Check the path and its permissions.' },
  SP4002: {
    title: 'Format is not recognised',
    mend: 'Give HAR, NDJSON of HAR entries, an access log (common, combined, JSON), Burp XML, a Postman collection (v2), pcap or pcapng; each may be gzip.',
  },
  SP4003: { title: 'File holds no transaction', mend: 'Check that it was exported with contents and is not empty.' },
  SP4004: { title: 'File is damaged', mend: 'What could be read was used; export it again for the rest.' },
  SP4005: {
    title: 'Descriptor set cannot be used',
    mend: 'Make it with protoc --include_imports --descriptor_set_out from the files that declare the services.',
  },
  SP4006: {
    title: 'File holds no request',
    mend: 'Give one request as it goes over the wire in HTTP/1.1: request line, header lines, a blank line, the body.',
  },
  SP4101: { title: 'Specification is damaged', mend: 'Correct it at the named place and import it again.' },
  SP4102: {
    title: 'Specification is not recognised',
    mend: 'Give OpenAPI 2, 3.0 or 3.1 (JSON or YAML), a GraphQL schema or introspection answer, WSDL 1.1, or a protobuf descriptor set.',
  },
  SP4103: {
    title: 'Specification is beyond what is read',
    mend: 'Split it, or remove what makes it so large; the bounds are in docs/reference/limits.md.',
  },
  SP4104: { title: 'Too many specifications', mend: 'Remove old ones with `sallyport spec remove ID`.' },
  SP5001: { title: 'Data folder cannot be used', mend: 'Give another --data folder or correct its permissions.' },
  SP5002: {
    title: 'Data folder is in use by another process',
    mend: 'Stop the other one or give another --data folder.',
  },
  SP5003: { title: 'Data was written by a newer version', mend: 'Upgrade Sallyport or give another --data folder.' },
  SP5004: { title: 'Disk is full', mend: 'Free space; recording resumes by itself, the gateway goes on meanwhile.' },
  SP5005: { title: 'Data is damaged', mend: 'Restore the named file or move it away; the rest is used.' },
} as const satisfies Record<string, { title: string; mend: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** A failure a person can act on. `detail` says what happened and where; title and mend come from the table. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  constructor(code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(`${code} ${ERRORS[code].title}: ${detail}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail;
  }
  get mend(): string {
    return ERRORS[this.code].mend;
  }
}
