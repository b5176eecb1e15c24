/**
 * Programs and built-in commands of POSIX systems, cmd.exe and PowerShell, by how much their bare name says. Names are
 * lower case and without `.exe`.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** No word of a language and no usual name of a field: standing where a command stands, it is one. */
const SURE = words(`
  whoami uname ifconfig ipconfig netstat nslookup systeminfo tasklist taskkill wget curl chmod chown chgrp mkdir rmdir
  useradd usermod adduser userdel groupadd groupmod crontab iptables lsof lsb_release dmesg traceroute tracert tracepath
  pathping ncat netcat socat tcpdump nmap ssh-keygen sshpass rsync egrep fgrep zgrep grep sed awk gawk mawk nawk zcat bzcat
  xzcat printenv getent hexdump xxd base32 md5sum sha1sum sha256sum mktemp readlink realpath killall pkill pgrep nohup
  xargs busybox systemctl journalctl sudo pwsh powershell powershell_ise certutil bitsadmin wmic schtasks cscript wscript
  mshta rundll32 regsvr32 robocopy xcopy icacls cacls takeown attrib findstr vssadmin bcdedit netsh nbtstat getmac msiexec
  php-cgi python2 python3 perl5 tclsh pdksh mksh tcsh ksh zsh csh lynx w3m aria2c axel tftp telnet vmstat iostat mpstat
  lscpu lsblk lspci lsusb lsmod blkid fdisk mkfs mkfifo mknod umount ldd strace ltrace gdb nproc hostnamectl hostid logname
  updatedb rlogin rsh rcp setfacl chroot chattr lsattr visudo gunzip gzip bunzip2 bzip2 unxz lzma arping ip6tables ufw
  setenforce getenforce sestatus insmod modprobe useradd passwd pwconv chpasswd chsh chfn lastlog faillog nscd ldapsearch
  smbclient rpcclient showmount mysqldump pg_dump sqlite3 psql wevtutil qwinsta quser gpresult klist driverquery diskpart
  dsquery nltest systemd-run setsid unshare nsenter run-parts tac fmt cmdkey installutil regasm msbuild cmstp odbcconf
  iex iwr irm regedit bcdboot perf zstdcat ansible-config ansible-galaxy ansible-vault ansible-inventory jjs jrunscript
  stdbuf rlwrap sshfs cpan`);

/** Abbreviations: hardly a word of prose, though some are names of fields or of languages. */
const ABBREVIATION = words(`
  ls ps pwd mv cp rm nc dd df du ss ping ping6 sh bash dash ash ssh ftp sftp scp tar gcc cmd cd md rd cls ln vi vim ed nl
  wc tr tee od uniq del ren pr ar cc lp lpr at`);

/** The same, and names of fields, languages and things as well: bare they say nothing. */
const IDENTIFIER = words(`
  id cat ip w arp dig php perl python ruby node lua man net reg sc ver dir rev who expr base64 go java apt apt-get yum apk
  dnf gem npm pip pip3 git svn make docker kubectl mysql zip unzip cpio rpm dpkg tclsh mail nano emacs env set vol vmstat
  jobs umask ulimit uptime hostname nice popd pushd`);

/** Words of every day. */
const WORD = words(`
  echo print printf sleep timeout kill find sort head tail more less cut paste join split file type test time date cal
  last users groups history host top free mount service start copy move rename erase format tree title finger locate watch
  which whereis yes true false exit shutdown reboot halt poweroff batch touch stat diff cmp comm fold expand look column
  strings source eval exec export read wait route access call choice comp label pause path prompt replace subst where
  command builtin alias declare local trap unset install patch logger passwd write wall screen at size seq factor nohup
  basename dirname link unlink shred truncate sync env fuser pidof pmap query msg runas help`);

/** What a name is worth: 3 says a command by itself, 0 is none. */
export type Weight = 0 | 1 | 2 | 3;

const WEIGHTS: ReadonlyMap<string, Weight> = new Map<string, Weight>([
  ...WORD.map((name) => [name, 1] as const),
  ...IDENTIFIER.map((name) => [name, 1] as const),
  ...ABBREVIATION.map((name) => [name, 2] as const),
  ...SURE.map((name) => [name, 3] as const),
]);

const VERBS =
  'get|set|new|remove|start|stop|restart|invoke|write|add|out|select|test|import|export|convertto|convertfrom|foreach|where|copy|move|rename|clear|enter|register|resolve|read|measure|sort|update|wait|expand|compress|enable|disable';
const NOUNS =
  'content|childitem|process|service|item|itemproperty|location|webrequest|restmethod|expression|command|object|sleep|host|output|eventlog|winevent|wmiobject|ciminstance|computerinfo|computer|localuser|localgroup|localgroupmember|variable|history|string|file|null|netipaddress|netipconfiguration|nettcpconnection|netadapter|acl|hotfix|scheduledtask|mppreference|archive|module|job|pssession|securestring|credential|connection|base64string|json|aduser|addomain|date|psdrive|member|alias';
/** PowerShell's cmdlets are a verb and a noun. */
const CMDLET = new RegExp(`^(?:${VERBS})-(?:${NOUNS})$`);

/** What the name of a command is worth; lower case, without folder and `.exe`. */
export const weightOf = (name: string): Weight => WEIGHTS.get(name) ?? (CMDLET.test(name) ? 3 : 0);

/** What attackers run first, to see whether they are in, and on what. */
export const RECONNAISSANCE: ReadonlySet<string> = new Set(
  words(`whoami id uname ls ps pwd w who ifconfig ipconfig ip netstat ss hostname dir ver systeminfo tasklist ping ping6
    nslookup dig host cat type net sleep env printenv set arp route finger lsb_release df last uptime getent
    get-process get-childitem get-content get-location get-service start-sleep`),
);

/** Programs that run what they are handed. */
export const INTERPRETERS: ReadonlySet<string> = new Set(
  words(`sh bash zsh ksh csh tcsh dash ash mksh cmd powershell pwsh python python2 python3 perl ruby php php-cgi node lua
    tclsh iex invoke-expression`),
);

/** Programs that bring something from elsewhere. */
export const FETCHERS: ReadonlySet<string> = new Set(
  words(
    'wget curl nc ncat netcat telnet ftp tftp scp ssh socat lynx fetch bitsadmin certutil aria2c axel iwr irm ping',
  ),
);

/** Commands that run the command behind them. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  words(`sudo nohup env exec command builtin time xargs busybox nice setsid start call eval if then else do while until
    { ! cmd doas watch`),
);

/** What reads and filters the output of another command; pipes into it are ordinary. */
export const FILTERS: ReadonlySet<string> = new Set(
  words('grep egrep fgrep sort head tail wc uniq cut tr tee less more sed awk jq xargs findstr column'),
);

/** Lines that begin with these are scripts of developers, which build services and wikis receive. */
const DEVELOPER = words(`
  npm npx yarn pnpm bun deno node git svn hg docker docker-compose podman kubectl helm terraform ansible
  ansible-playbook vagrant make cmake ninja gcc g++ clang go cargo rustc rustup pip pip3 pipx poetry conda python python3
  ruby gem bundle rails rake php composer artisan mvn gradle java javac dotnet nuget apt apt-get yum dnf apk pacman brew
  choco scoop snap sudo cd mkdir export source . echo set cp mv rm chmod tar unzip systemctl service crontab psql mysql
  redis-cli mongo pg_dump mysqldump curl wget ssh scp rsync aws gcloud az heroku vercel jest vitest eslint tsc webpack
  vite pytest tox hugo jekyll if for while test [ find grep sed awk`);
const DEVELOPERS: ReadonlySet<string> = new Set(DEVELOPER);
export const isDeveloperTool = (name: string): boolean => DEVELOPERS.has(name);

/** Every name, for the prefilter. */
export const NAMES: {
  readonly sure: readonly string[];
  readonly abbreviations: readonly string[];
  readonly identifiers: readonly string[];
  readonly words: readonly string[];
} = { sure: SURE, abbreviations: ABBREVIATION, identifiers: IDENTIFIER, words: WORD };

export const PATTERN_TARGETS: readonly string[] = [
  ...words(
    'cat id ls sh bash nc who ping wget curl whoami uname tac head tail nl more less sort base64 rev od xxd',
  ).flatMap((name) => [`/bin/${name}`, `/usr/bin/${name}`]),
  '/etc/passwd',
  '/etc/shadow',
  '/etc/hosts',
  '/etc/group',
  '/etc/issue',
];
