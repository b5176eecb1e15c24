/** True for the name of a field, header or cookie whose value must never be shown: passwords, tokens, codes, card checks. */
export const isSecretName = (name: string): boolean => SECRET.test(name.slice(-128));

const SECRET =
  /pass(?:word|wd|phrase|code)|(?:^|[^a-z]|user|login)pass(?:$|[^a-z])|pwd|secret|token|credential|authori[sz]ation|api[-_]?key|private[-_]?key|access[-_]?key|session|jwt|(?:^|[^a-z])(?:sid|otp|pin|cvv2?|cvc)(?:$|[^a-z])|passwort|kennwort|contrase|senha|motdepasse|haslo|wachtwoord/i;
