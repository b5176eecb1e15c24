/**
 * Words to make APIs and values of: nouns, verbs and states of fields and languages that the learner was not given.
 * Route words and value words of one API are drawn from the same or another list by chance, so that no list tells which is which.
 */
export interface Lexicon {
  readonly nouns: readonly string[];
  readonly verbs: readonly string[];
  readonly states: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const lexicon = (nouns: string, verbs: string, states: string): Lexicon => ({
  nouns: words(nouns),
  verbs: words(verbs),
  states: words(states),
});

export const LEXICONS: Readonly<Record<string, Lexicon>> = {
  logistics: lexicon(
    'waybill pallet dock consignment haulier tariff manifest depot berth reefer crate lane forwarder tarpaulin quay gantry drayage stevedore demurrage incoterm parcel hub yard',
    'load unload reroute seal weigh palletise consolidate divert manifest restow',
    'laden moored sealed overdue bonded stuffed',
  ),
  farming: lexicon(
    'paddock tractor silo herd harvest furrow seedlot orchard heifer fodder hive greenhouse combine fallow rootstock sprayer trough plough bale pasture stall',
    'sow irrigate fertilise milk graze shear prune till winnow spray',
    'ripe fallow sown weaned dormant',
  ),
  medicine: lexicon(
    'ward triage anamnesis infusion biopsy catheter dialysis suture splint radiograph formulary bloodgas referral syringe stent orthosis titre lesion vial',
    'admit discharge prescribe titrate suture intubate refer anonymise triage',
    'febrile sedated septic benign acute',
  ),
  law: lexicon(
    'docket affidavit pleading tort clause lien subpoena escrowdeed notary bailiff covenant plaintiff codicil exhibit brief statute easement writ',
    'plead adjourn notarise redact depose remand serve litigate annul',
    'sworn pending overruled sealed moot',
  ),
  telecoms: lexicon(
    'msisdn trunk handset roamer tower backhaul carrierlink dialplan porting voicemailbox sim bearerplan shortcode splitter antenna ringtone shelf subscriber',
    'port provision barr dial ring roam patch reroute swap',
    'ported barred roaming dangling lit',
  ),
  games: lexicon(
    'lobby loadout quest guildhall loot dungeon perk respawn raid emote clan skin ladderboard potion spell talisman boss minion arena rune',
    'spawn craft loot duel forfeit revive barter enchant matchmake',
    'alive stunned legendary banished afk',
  ),
  german: lexicon(
    'auftraege kunden rechnungen lieferungen lager artikel bestellungen vertraege zaehler staende filialen mitarbeiter schichten mahnungen angebote belege konten gutschriften geraete standorte',
    'anlegen pruefen sperren freigeben stornieren suchen drucken versenden kuendigen abrufen',
    'offen gesperrt bezahlt storniert geprueft',
  ),
  spanish: lexicon(
    'pedidos facturas clientes envios parcelas cosechas recetas sucursales empleados turnos polizas siniestros vehiculos reservas citas expedientes bodegas proveedores cuentas tarjetas',
    'crear buscar anular confirmar enviar validar imprimir consultar cerrar aprobar',
    'abierto pagado anulado vencido activo',
  ),
  portuguese: lexicon(
    'pedidos boletos notas clientes entregas fazendas talhoes consultas lojas funcionarios apolices sinistros veiculos agendamentos processos estoques fornecedores contas cartoes saldos',
    'criar pesquisar cancelar emitir enviar validar imprimir consultar encerrar aprovar',
    'aberto pago cancelado vencido ativo',
  ),
  french: lexicon(
    'commandes factures livraisons abonnes colis entrepots magasins salaries contrats sinistres vehicules rendezvous dossiers fournisseurs comptes cartes soldes devis avoirs chantiers',
    'creer rechercher annuler valider envoyer imprimer consulter cloturer approuver relancer',
    'ouvert paye annule echu actif',
  ),
  transliterated: lexicon(
    'zakazy klienty scheta dostavki sklady tovary dogovory chuumon kokyaku seikyuu haisou souko shouhin keiyaku aadesh graahak bhugtan godaam saamaan karmachari',
    'sozdat naiti otmenit oplatit proverit sakusei kensaku torikeshi banao khojo',
    'otkryt oplachen otmenen mikanryou kanryou',
  ),
};

/** First and last names, for user names and the slugs of people. */
export const NAMES = words(
  'ines joao heinrich yuki svetlana rashid amara tomasz fiona bartek chidi leila oscar ingrid pavel noor marek wanda elif davi hugo saskia ravi mei lars zofia imani kofi anselm birgit',
);
export const SURNAMES = words(
  'okafor lindqvist moreau tanaka petrova haddad kowalski ferreira schmidt nakamura ivanova mbeki castillo larsen dubois novak yilmaz eriksen costa brandt',
);
