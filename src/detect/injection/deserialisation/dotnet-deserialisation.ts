import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './dotnet-deserialisation.examples.ts';

/** Types that start processes, load code, or carry another stream inside. */
const TYPES = String.raw`System\.(?:Windows\.(?:Data\.ObjectDataProvider|ResourceDictionary|Application|Markup)|Diagnostics\.Process(?:StartInfo)?|Management\.Automation|Configuration\.Install|Workflow\.|Data\.(?:DataSet|Services)|Runtime\.Remoting|Security\.(?:Principal|Claims)\.\w|IO\.(?:FileInfo|DirectoryInfo)|Web\.(?:UI|Security)|Activities\.|Drawing\.Design|Resources\.)`;
/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [/(?:^|[^A-Za-z0-9+/])AAEAAAD\/{3,6}/, 0.95, "value is a stream of .NET's binary formatter"],
  [
    new RegExp(String.raw`["'](?:\$type|__type)["']\s*:\s*["']${TYPES}`, 'i'),
    0.93,
    'document names a type of .NET to make',
  ],
  [
    new RegExp(
      String.raw`<\s*(?:\w+:)?ObjectDataProvider\b|clr-namespace:System\.Diagnostics|\bTypeConfuseDelegate\b|(?:^|[\s"'>=])${TYPES}`,
      'i',
    ),
    0.85,
    'value names a type of .NET that gadgets are made of',
  ],
];

export const dotnetDeserialisation = defineValueRule({
  id: 'dotnet-deserialisation',
  version: 1,
  title: '.NET deserialisation',
  severity: 'critical',
  references: ['CWE-502', 'API8:2023', 'CAPEC-586'],
  explanation:
    'Formatters of .NET (BinaryFormatter, Json.NET with type names, XAML, ObjectDataProvider) make objects of the types that a document names and run their methods. The rule looks for the binary format’s header in base64, and for documents that name types which start processes or load code.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'aaeaaad',
    '$type',
    'objectdataprovider',
    'system.windows',
    'system.diagnostics',
    'system.management',
    'system.configuration',
    'system.workflow',
    '__type',
    'typeconfusedelegate',
    'windowsidentity',
    'clr-namespace',
    'system.data',
    'system.runtime',
    'system.security',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
