/** Folders of an operating system that hold its settings and state; matched on a normalised, lower-case path. */
export const SYSTEM_FOLDER =
  /^(?:\/(?:etc|proc|sys|root|boot|dev\/(?:fd|mem|kmem|sd[a-z]|tcp|udp)|usr\/local\/(?:etc|apache\d?)|var\/(?:log|spool|adm|mail)|home\/[^/]+\/\.|private\/(?:etc|var))(?:\/|$)|\/[^/]+\/(?:[a-z]|admin|ipc)\$(?:\/|$)|\/?[a-z]:\/+(?:windows|winnt|boot\.ini|inetpub|documents and settings|xampp|wamp|system volume information|autoexec\.bat|config\.sys|pagefile\.sys|ntldr|sysprep|minint)(?:[/.]|$)|%?(?:systemroot|windir)%?\/)/;

/** Folders of programs, which tools for containers and packages name honestly. */
export const PROGRAM_FOLDER =
  /^(?:\/(?:usr|opt|run|lib\d*|bin|sbin|var\/(?:lib|run|www|cache|backups?|db)|library\/(?:webserver|logs))\/|\/?[a-z]:\/+(?:program ?files|progra~\d|users|mysql|php|apache)(?:[/.]|$)|\/?[a-z]:\/+[^/]*\.(?:ini|bat|sys|inf)$)/;

/** Ends of paths that name a file of the system whatever stands before. */
export const SYSTEM_TAIL =
  /(?:^|\/)(?:etc\/(?:passwd|shadow|group|gshadow|hosts|issue)|proc\/self\/[\w/]+|boot\.ini|win(?:dows|nt)\/(?:win\.ini|system\.ini|system32\/[\w/.]+))$/;

/** Files that attackers ask for to see whether a traversal works, wherever they lie. */
export const TELLTALE_FILE =
  /(?:^|\/)(?:etc\/(?:passwd|shadow|group|gshadow|hosts|hostname|issue|motd|fstab|mtab|crontab|profile|sudoers|resolv\.conf|nsswitch\.conf|[a-z]+-release|ssh\/[^/]+|apache2?\/|httpd\/|nginx\/|php\d?\/|mysql\/|my\.cnf|vsftpd|proftpd|security\/|init\.d\/|network\/|sysconfig\/)|proc\/(?:self|version|cpuinfo|cmdline|mounts|net|\d+|sched_debug|meminfo|stat|filesystems)(?:\/|$)|win(?:dows|nt)\/(?:win\.ini|system\.ini|system32|php\.ini|repair|debug|panther|iis\d?\.log|explorer\.exe|system\b)|win\.ini$|system\.ini$|boot\.ini$|web-inf\/|meta-inf\/|\.ssh\/|\.aws\/credentials|\.kube\/config|\.docker\/config|\.git\/(?:config|head|index)|\.svn\/|\.htpasswd$|\.htaccess$|\.env$|\.(?:ba|z|k)?sh_?(?:rc|history)$|\.bash_profile$|\.mysql_history$|\.psql_history$|\.netrc$|\.npmrc$|\.pgpass$|id_(?:rsa|dsa|ecdsa|ed25519)(?:\.pub)?$|authorized_keys$|known_hosts$|wp-config\.php|web\.config$|httpd\.conf|php\.ini$|my\.cnf$|access[._]log|error[._]log|auth\.log$|\/(?:mail|syslog|messages|secure|lastlog|wtmp|utmp|btmp)(?:\.log)?$|config\.(?:php|inc)|database\.yml$|settings\.py$|local\.xml$|master\.passwd|sam(?:\.bak)?$|unattend(?:ed)?\.(?:xml|txt)|desktop\.ini$|docker\.sock$|serviceaccount\/token)/;

/** Schemes by which a file function reads something else than a file of its folder; matched where doubled slashes are one. */
export const FILE_SCHEME =
  /^(?:url:)?(?:(?:file|php|phar|zip|zlib|compress\.(?:zlib|bzip2)|glob|expect|ogg|rar|ssh2(?:\.\w+)?|gopher|dict|local_file):(?=\/)|jar:(?=\w+:)|netdoc:(?=\/)|file:(?=[a-z]:)|data:(?=\/|text\/))/;
