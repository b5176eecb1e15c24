import type { MessageExample } from '../define.ts';

const agent = (value: string): MessageExample => ({ name: value, headers: [['User-Agent', value]] });

export const fires: readonly MessageExample[] = [
  ...[
    'sqlmap/1.9#stable (https://sqlmap.org)',
    'Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:Port Check)',
    'Nuclei - Open-source project (github.com/projectdiscovery/nuclei)',
    'gobuster/3.7',
    'Fuzz Faster U Fool v2.1.0-dev',
    'Wfuzz/3.1.0',
    'feroxbuster/2.11.0',
    'WPScan v3.8.27 (https://wpscan.com/wordpress-security-scanner)',
    'Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)',
    'masscan/1.3 (https://github.com/robertdavidgraham/masscan)',
    'Mozilla/5.0 zgrab/0.x',
    'Mozilla/4.0 (Hydra)',
    'Mozilla/5.0 (compatible; Acunetix; +https://acunetix.example)',
    'commix/3.9 (https://commixproject.com)',
    'dirsearch.py',
    'Arachni/v1.6.1',
    'jaeles 0.17',
  ].map(agent),
  { name: 'by its header', headers: [['Acunetix-Aspect', 'enabled']] },
  { name: 'by another header', headers: [['X-Scan-Memo', 'Category="Audit"']] },
];

export const silent: readonly MessageExample[] = [
  ...[
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
    'curl/8.15.0',
    'Wget/1.25',
    'python-requests/2.32.4',
    'python-httpx/0.28.1',
    'Go-http-client/2.0',
    'PostmanRuntime/7.45.0',
    'okhttp/5.1.0',
    'axios/1.11.0',
    'Java/21.0.8',
    'k6/1.2.0 (https://k6.io/)',
    'ApacheBench/2.3',
    'Googlebot/2.1 (+http://www.google.com/bot.html)',
    'UptimeRobot/2.0',
    'kube-probe/1.33',
    'Prometheus/3.5.0',
    'aws-sdk-java/2.32 ua/2.1 os/Linux lang/java md/xray-enabled',
    'Vega-Charts-Client',
    'ShopApp/4.2 (Scanner; barcode) build/77',
    'Hydra-CMS webhooks',
    'DocumentScanner/3.1',
    'JenkinsPlugin/1.0',
    'Dependabot/1.0',
    'Shopify-Webhook nikita/2',
  ].map(agent),
  { name: 'no agent' },
  {
    name: 'a header of a scan of papers',
    headers: [
      ['X-Scan-Id', '7'],
      ['Accept', '*/*'],
    ],
  },
];
