/**
 * Names of login fields in the languages APIs are written in. Compared in lower case without separators and accents, as
 * the whole name or its last word (`user[password]`, `credentials.pass_word`, `loginEmail`).
 */
const PASSWORD_NAMES = [
  'password',
  'passwd',
  'passwrd',
  'passphrase',
  'passcode',
  'pass',
  'pwd',
  'pw',
  'psw',
  'pswd',
  'userpass',
  'secret',
  'pin',
  'pincode',
  'passwort',
  'kennwort',
  'contrasena',
  'clave',
  'motdepasse',
  'mdp',
  'senha',
  'haslo',
  'wachtwoord',
  'losenord',
  'salasana',
  'parola',
  'sifre',
  'parol',
  'kodeord',
  'adgangskode',
  'passord',
  'heslo',
  'jelszo',
  'sandi',
  'katasandi',
  'matkhau',
  'geslo',
  'lozinka',
  'parole',
  'mima',
  '密码',
  '密碼',
  'パスワード',
  '비밀번호',
  'пароль',
  'κωδικος',
  'סיסמה',
  'كلمةالمرور',
  'रहस्य',
] as const;

const USER_NAMES = [
  'user',
  'username',
  'userid',
  'uname',
  'login',
  'loginid',
  'loginname',
  'logon',
  'email',
  'emailaddress',
  'mail',
  'account',
  'accountname',
  'accountid',
  'accountnumber',
  'phone',
  'phonenumber',
  'mobile',
  'mobilenumber',
  'msisdn',
  'identifier',
  'identity',
  'handle',
  'nick',
  'nickname',
  'member',
  'memberid',
  'customerid',
  'customernumber',
  'principal',
  'name',
  'id',
  'usr',
  'uid',
  'cardnumber',
  'clientid',
  'benutzer',
  'benutzername',
  'nutzername',
  'anmeldename',
  'kundennummer',
  'usuario',
  'correo',
  'nombreusuario',
  'utilisateur',
  'nomutilisateur',
  'identifiant',
  'courriel',
  'gebruiker',
  'gebruikersnaam',
  'anvandare',
  'anvandarnamn',
  'kayttaja',
  'kayttajatunnus',
  'tunnus',
  'utente',
  'nomeutente',
  'kullanici',
  'kullaniciadi',
  'brukernavn',
  'brugernavn',
  'uzivatel',
  'felhasznalo',
  'pengguna',
  'uzytkownik',
  'nazwauzytkownika',
  'epost',
  'cpf',
  'personnummer',
  'yonghuming',
  '用户名',
  '帳號',
  '账号',
  'ユーザー名',
  '사용자',
  '아이디',
  'логин',
  'пользователь',
  'имяпользователя',
  'почта',
  'χρηστης',
  'שםמשתמש',
  'اسمالمستخدم',
] as const;

const PASSWORDS: ReadonlySet<string> = new Set(PASSWORD_NAMES.map(fold));
const USERS: ReadonlySet<string> = new Set(USER_NAMES.map(fold));

/** Beginnings that announce a password field; the ASCII ones serve as a first look at raw bytes. */
export const PASSWORD_STEMS: readonly string[] = [
  ...new Set(PASSWORD_NAMES.filter((name) => /^[a-z]+$/.test(name)).map((name) => name.slice(0, 4))),
];

/** Names that mean a login only on a login's path: a webhook has a name and a secret as well. */
const VAGUE: ReadonlySet<string> = new Set(
  [
    'secret',
    'pin',
    'pincode',
    'clave',
    'name',
    'id',
    'account',
    'handle',
    'identity',
    'principal',
    'member',
    'cardnumber',
    'clientid',
    'tunnus',
    'cpf',
  ].map(fold),
);

export interface FieldRole {
  readonly role: 'password' | 'user' | 'other';
  /** True when other things are called so, too. */
  readonly vague: boolean;
}

const OTHER: FieldRole = { role: 'other', vague: false };

/** What a field is for, by its name alone. */
export function fieldRole(name: string): FieldRole {
  if (name.length > 200) return OTHER;
  const words = wordsOf(name);
  for (let from = Math.max(0, words.length - 3); from < words.length; from++) {
    const tail = words.slice(from).join('');
    if (PASSWORDS.has(tail)) return { role: 'password', vague: VAGUE.has(tail) };
    if (USERS.has(tail)) return { role: 'user', vague: VAGUE.has(tail) };
  }
  return OTHER;
}

/** True for the second field of a registration or a change: `passwordConfirm`, `new_password`, `password2`. */
export function isSecondPassword(name: string): boolean {
  const key = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('[')) + 1);
  if (!SECOND.test(fold(key))) return false;
  const words = wordsOf(key.replaceAll(/\d/g, ''));
  return words.some((word) => PASSWORDS.has(word)) || PASSWORDS.has(words.join('').replace(SECOND_AFFIX, ''));
}

const SECOND =
  /confirm|repeat|again|retype|verif|match|new|old|current|previous|actual|nueva|neue|alte|nouveau|ancien|nova|2$|wiederhol|bestatig|repet/;
const SECOND_AFFIX = /^(?:confirm|repeat|retype|verify|new|old|current)|(?:confirm|repeat|verif|again)\w*$/;

/** Words of a name: separators, brackets and camel case part them. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(fold)
    .filter((word) => word !== '');

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o');
}
