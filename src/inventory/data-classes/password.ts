import { defineDataClass } from './define.ts';

const PLACEHOLDER = /^(?:true|false|null|none|required|optional|\d{1,2}|\*+)$/i;

export const password = defineDataClass({
  id: 'password',
  title: 'Password',
  category: 'credential',
  names:
    /\b(?:pass ?word|pass ?wd|pwd|psw|pw|password (?:confirmation|confirm|again|repeat)|pass ?phrase|pass ?code|user ?pass|pass|passwort|kennwort|contrasena|clave secreta|mot de passe|senha|wachtwoord|parola d ordine|losenord|haslo)$|^(?:new|old|current|confirm|repeat) ?password/,
  named: (value) => (value.length >= 3 && !PLACEHOLDER.test(value) ? 0.95 : 0),
  examples: {
    is: [
      ['passwd', 'tree!2115'],
      ['newPassword', 'Correct Horse'],
    ],
    isNot: [
      ['passwordRequired', 'true'],
      ['password', 'true'],
      ['passage', 'tree!2115'],
    ],
  },
});
