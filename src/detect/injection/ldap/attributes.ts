/**
 * Attributes of the common directories: RFC 4519 and 4524, inetOrgPerson (RFC 2798), posixAccount (RFC 2307), Active
 * Directory. In lower case.
 */
const ATTRIBUTES = new Set(
  (
    'c cn commonname co company dc department description displayname distinguishedname dn employeenumber employeetype ' +
    'facsimiletelephonenumber gecos gidnumber givenname gn homedirectory homephone info initials jpegphoto l krbprincipalname ' +
    'labeleduri lastlogon loginshell mail mailnickname manager member memberof memberuid mobile name o objectcategory ' +
    'objectclass objectguid objectsid ou pager postaladdress postalcode primarygroupid pwdlastset rfc822mailbox ' +
    'samaccountname samaccounttype serviceprincipalname shadowlastchange sn st street surname telephonenumber title uid ' +
    'uidnumber uniquemember unicodepwd useraccountcontrol usercertificate userid userpassword userpkcs12 userprincipalname ' +
    'username admincount badpwdcount logoncount lockouttime creatorsname createtimestamp modifytimestamp entryuuid entrydn ' +
    'structuralobjectclass hassubordinates subschemasubentry sshpublickey ntpassword lmpassword sambantpassword sambalmpassword'
  )
    .toLowerCase()
    .split(' '),
);

export const isDirectoryAttribute = (name: string): boolean => ATTRIBUTES.has(name);

const COMMON = new Set(
  'c co company department description dn info initials l mail manager member mobile name o pager st street surname title username userid'.split(
    ' ',
  ),
);

/** Those that no form field of another kind is called. */
export const TELLTALES: readonly string[] = [...ATTRIBUTES].filter((name) => !COMMON.has(name));

const telltales = new Set(TELLTALES);

export const isTelltaleAttribute = (name: string): boolean => telltales.has(name);
