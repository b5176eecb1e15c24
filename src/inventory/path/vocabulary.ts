/**
 * Words that name resources, actions and parts of APIs, in the singular. A path segment made of them is more likely a
 * route than somebody's name or slug: evidence, never proof. Sorted.
 */
const WORDS = `
accept access account acknowledge acl act action activate activation active activity adapter add address adjust adjustment admin administration agent
aggregate aggregator agree agreement aircraft airline airport alarm album alert alias all allergy allocate allocation allow allowed amend amount
analyse analysis analytic analyze animal annotation announcement anonymous answer antibody apartment api app append applicant application apply
appointment approval approve archive area argument array article artist artwork ascii aspect assert assess assessment asset assign assignment
associate association async athlete atm atomic attach attachment attempt attendance attendee attribute auction audience audio audit auditor auth
authenticate authentication author authorisation authorise authority authorization authorize auto autocomplete availability available avatar average
award backend background backup badge baggage balance ban bandwidth bank banner bar barcode base basic basket batch bathroom beacon bearer bed bedroom
begin behavior benchmark beneficiary benefit best bet bid bike bill billing binary bind biometric bit blob block blog blood board boat body boiler
bond bonus book booking bookmark boolean boost border bot bounce boundary box branch brand branding brewery bridge broadcast broker browse browser
bucket budget bug build builder bulk bundle bus business butcher buy by byte cabin cable cache cafe calculate calculation calendar call callback
calorie campaign campground campsite cancel cancellation candidate candle capability capacity capture card care caregiver cargo carrier cart case cash
cashback cashier casino catalog catalogue category cell center central cert certificate chain challenge change changelog channel chapter char charge
charity chart chat check checkin checklist checkout checkpoint checksum chef child choice cinema citation citizen city claim class classification
clean clear cli click client clinic clinician clip clone close cloud cluster coach cocktail code codec coin collaborator collect collection color
column command comment commission commit common communication community company compare comparison compatibility competition competitor compiler
complaint complete completion compliance component compose compress compute conference config configuration configure confirm confirmation conflict
connect connection connector consent console constraint construct consumer contact contain container content contest context contract contribution
control conversation conversion convert cookie coordinate copy core correction cors cost count counter country county coupon courier course court
courtroom cover coverage cpu crash crawl crawler create created creation creative credential credit criteria cron crop cruise crypto cryptocurrency
csr css csv cuisine currency current curriculum cursor custom customer customize cycle daemon daily dashboard data database dataset date day
deactivate deadline deadlock deal dealer debit debt debug decibel decision deck decline decode decrypt default defer define definition delete deletion
deliver delivery demand demo democracy denied dentist deny department dependency deploy deployment deposit deprecate deprecated depth derivative
describe description design desktop destination detach detail detect detection dev develop developer device diagnosis diagnostic diagram dictionary
diet dietary diff digest digital dimension dinner direct direction directory disable discard disconnect discount discover discovery discussion dish
dismiss dispatch display dispute distance distribution district dividend dns doc docs doctor document domain donation done dosage dose download draft
driver drone drop drug dump duplicate duration dwelling edit edition editor education effect elected election electricity element elevation email
embed embedding emergency emoji employee employer empty emulator enable encode encoding encounter encrypt end endpoint energy engagement engine
enquiry enrich enroll enrollment enterprise entitlement entity entry enum env environment episode equipment equity error escalate escrow estimate eta
ethernet evaluate evaluation event evict evidence exam example excel exchange exclude exclusion exec execute execution exhibit exhibition exist expand
expense experience experiment expiration expire expired export exporter exposure expression extend extension external extract face facet facility
factor fail failed failover failure fallback family faq fare farm farmer favorite favourite feature featured federation fee feed feedback fetch fiat
field file filter finalize finance find fingerprint finish firehose firewall firmware first fish fitness fix fixture flag flavor flavour fleet flight
flow flush folder follow follower following font food forecast forgot fork form format formula forum forward found fraud free freeze friend from fuel
fulfil fulfillment full function fund funding gallery game gas gateway gender gene general generate generation generic genome genre geo geocode
geofence geolocation get gift global goal government gpg gpu grade grant graph graphql grocery group grouping guarantee guest guide guild gym gzip
handle handler hardware harvest hash head header health healthcheck healthz heap heartbeat helicopter help hidden hide hierarchy highlight history hit
hold holding holiday home hook hop hospital host hosting hotel hour house household html http hub human humidity iam icon id identifier identify
identity idle image immunization impersonate impersonation implementation import impression inbound inbox incident include inclusion income increment
index indicator individual industry info information ingest ingredient init initialize initiate inject inode input inquiry insert insight inspect
inspection inspector install installation instance instant institution instruction instrument insurance insurer integration intent interaction
interest interface internal interval interview introspect inventory investment invitation invite invoice invoke ip ipv issue issuer item iteration job
join journal journey json judge jwk jwks jwt keepalive kernel key keyspace keyword kind kitchen knowledge kpi kube kyc lab label laboratory lambda
land landlord lane language last latency latest latitude launch laundry law lawyer layer layout ldap lead leaderboard league leave lecture lecturer
ledger legal legislation lender lens lesson level library licence license lifecycle like limit line lineage lineup link lint list listing live load
loan lobby local locale localization location lock log logging login logo logout logs lookup lounge loyalty lts luggage lyric mac machine mail mailbox
mailer mailing mainnet maintenance make manage management manager mandate manifest manual manufacturer map mapping mark markdown marker market
marketing marketplace mask master match material matrix max maximum me measure measurement mechanic medal media medication medicine meeting member
membership memory mention menu merchandise merchant merge merkle mesh message messaging meta metadata metamodel meter method metric middleware migrate
migration milestone mime min mineral minimum minister minute mirror mission mobile mode model moderate moderation moderator modification modify module
monitor monitoring month monthly mortgage move movement movie multi multipart multiple museum music mutation mute my name namespace native navigation
near nearby nearest neighbor neighborhood neighbourhood network new news newsletter next nft nickname node nonce none normal normalize nosql note
notice notification notify now number nurse nutrition oauth object objective observation observatory occurrence odds odometer of offer office offline
offset ohlc old onboarding online opcode open openapi operation operator opportunity optimize option orbit orchestra orchestration order org
organisation organization origin original otp outage outbound outbox outcome outgoing outlet outlier output overall overlay override overview owner
ownership pack package packet page pager pair panel param parameter parcel parent park parking parliament parse parser part participant particular
partition partner party pass passenger passport password past patch path pathway patient pause pay payee payer payload payment payout payroll pdf peer
pem penalty pending pension people per percent percentage percentile performance period permission permit person persona personal pet pgp pharmacy
phone photo phrase physician pickup picture pilot pin ping pipeline place plan planet platform play playback player playlist pledge plugin pod point
policy poll pollution polygon pool popular popularity population port portal portfolio position possible post postal power practice practitioner
precinct predict prediction predictor preference prefix pregnancy premium preorder prepare prescription presence presentation preset press preview
previous price pricing primary principal print printer priority privacy private privilege probe problem proc procedure process processor procurement
product production professor profile program programme progress project promo promote promotion prompt proof property proposal protect protection
protobuf protocol provider province provision proxy pubkey public publication publish publisher pubsub pull purchase purge push put qos qr
qualification quality quantity quarantine query question questionnaire queue quick quiz quorum quota quotation quote radio raid railway ram random
range rank ranking rate rating raw rbac reaction read reader ready realm reason rebase reboot receipt receive received recent recipe recipient
recommend recommendation recommended recompute reconcile reconciliation record recording recover recovery recurring redeem redirect redis redo referee
reference referral refinery refresh refund regex region register registration registry reindex reject related relation relationship relative relay
release religion reload relocate reminder remote remove removed rename render renew renewal rent rental reopen reorder repair repeat replace replay
replica replication reply repo report repository reputation request require requirement resale reschedule research resend reservation reserve reset
residence resident resize resolution resolve resolver resource response rest restart restaurant restore restrict restriction result resume retail
retention retrieve retry return rev reveal revenue reverse review reviewer revision revocation revoke reward ride right risk rocket role rollback
rollout rollup roof room root rotate rotation route router routine routing row rpc rsa rss rsvp rule run runbook runner runtime runway safe sailing
salary sale saml sample sandbox sass satellite save saved scale scan scene schedule scheduler schema scholarship school scim scooter scope score
scrape scraper screen screening screenshot script sdk seal search season seat seatmap second secret section sector secure security seed segment select
selection self sell seller senator send sender sensor sentiment sequence serial series server serverless service session set setting setup severity
shard share shared sharing shell shift ship shipment shipping shop short shortcut show shutdown shuttle sidecar sign signal signature signer signin
signout signup silence similar simple simulate simulation singer single site sitemap size skill skip sku slice slot slug sms smtp snap snapshot
snippet snooze soap social socket software solar sold solution song sort soundtrack source space spam spans speaker spec special specialty species
specification speech speed spend split sponsor sport spot sql squad ssh sshkey ssl sso stack stadium staff stage staging staking standard standby
standing star start startup stat state statement station statistic stats statsd status stderr stdout step stitch stock stop storage store storefront
story strategy streak stream street strict string structure student studio study style subdomain subject submission submit subnet subscribe subscriber
subscription substitute subtitle subtree suburb subway success suggest suggested suggestion suite summary super supplier supply support survey suspend
swagger swap switch switchover syllabus symbol symptom sync synchronize synonym syslog system table tag talent tar target targeting tariff task tax
taxi taxonomy teacher team tech telemetry telephone television temperature template tenant term terminal terminate test tester testing testnet text
theater theatre theme thread threat threshold thumbnail ticker ticket tier time timeline timer timesheet timestamp timezone title tls today todo
toggle token toll tool top topic topology total touch tour tournament town toy trace track tracker tracking tracklist trade trading traffic trail
trailer train training tram transaction transcript transcription transfer transform transformation transit transition translate translation transplant
transport trash travel treatment tree trend trending trial trigger trip truck truckload trust ttl tuition tuning turn tutor tv two tx txn type udp ui
unarchive unassign unavailable unblock undo unfollow unified uniform uninstall union unique unit universe unlike unlink unlock unmanaged unmute unpin
unpublish unread unregister unsubscribe untrash update upgrade upload uploads upsert upstream uri url urn usage use user username utf utility
utilization uuid vacancy vaccination vaccine validate validation validator valuation value variable variant variation vault vehicle vendor venue
verification verify version vessel veterinarian vhost video view viewer village virtual virus visa visibility vision visit visitor visualization vm
voice void volume volunteer vote voucher vpc vpn vulnerability wage wait waitlist wallet warehouse warning warranty wasm watch watcher watchlist water
wave weapon weather web webapp webhook webinar website week weekly weight whitelist widget width wifi wiki window wine winner wish wishlist with
withdraw withdrawal word work worker workflow workforce workspace world write wsdl xls xlsx xml xpath yacht yaml year yesterday yield zip zone
`;

export const VOCABULARY: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));
