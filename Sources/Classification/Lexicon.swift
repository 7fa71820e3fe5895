/// The words that rules name as classes. `fund+` stands for fund, funds, funded, funding.
enum Lexicon {
    static let classes: [WordClass] = grammar + funder + cash + business

    // MARK: small words

    private static let grammar: [WordClass] = [
        WordClass(
            "not",
            """
            not no never can't cannot cant couldn't couldnt won't wont wouldn't wouldnt don't dont doesn't doesnt didn't didnt
            isn't isnt aren't arent wasn't wasnt weren't hasn't hasnt haven't havent hadn't unable neither nor none ain't
            """),
        WordClass("cannot", "can't cannot cant couldn't couldnt won't wont wouldn't wouldnt unable"),
        WordClass("dont", "don't dont doesn't doesnt didn't didnt"),
        WordClass("isnt", "isn't isnt aren't arent wasn't wasnt weren't ain't not"),
        WordClass("be", "is are was were be been being am it's its that's he's she's they're we're i'm i'd"),
        WordClass("have", "has have had having got gets"),
        WordClass(
            "they", "he she they it merchant owner client customer borrower guy company business guarantor applicant"),
        WordClass("his", "his her their its the our your a an"),
        WordClass(
            "this", "this that it these those one him her them file deal application submission request merchant client"
        ),
        WordClass("us", "us me ours here"),
        WordClass("unit", "day days week weeks wk wks month months mo mos mth mths year years yr yrs"),
        WordClass(
            "soon",
            "today tomorrow soon shortly tonight monday tuesday wednesday thursday friday week morning afternoon eod asap"
        ),
        WordClass("monthName", "january february march april may june july august september october november december"),
        WordClass(
            "hand",
            """
            send sned provide forward upload resend supply submit collect obtain share email shoot grab fax gather bring attach
            include get return complete sign add procure furnish transmettre envoyer fournir senden schicken übermitteln enviar
            mandar envíe show see drop ping throw pass have text fill snap scan sending getting chase track dig produce arrange
            organise organize flick pop toss fire whip zip slide reupload re-upload re-send secure hunt round deliver mail
            transmit post file finish trouble
            """),
        WordClass(
            "praise",
            """
            great good strong solid love loved nice excellent clean impressive impressed healthy perfect fine decent well
            respectable enough super stellar terrific outstanding ok okay happy
            """),
        WordClass("because", "due because owing given based reason reasons"),
    ]

    // MARK: what a funder does

    private static let funder: [WordClass] = [
        WordClass(
            "lend",
            """
            approve+ approval offer+ extend+ provide+ present+ issue+ fund+ finance+ lend lending proceed+ assist+ help+ helping
            support+ accommodate+ consider+ entertain+ underwrite place+ service+ pursue+ continue+ justify accept+ grant+
            authorize+ advance+ back write writing entertain quote+ participate+ facilitate recommend+ endorse progress+
            sanction sponsor onboard structure assist invest
            """),
        WordClass(
            "do",
            "do doing done take taking touch make making get getting work working see find finding buy buying go going move moving bring bite swing"
        ),
        WordClass(
            "declined",
            """
            declined denied rejected decline denial declination denying declining declines nixed dq dqd dq'd dnq disapproved
            abgelehnt ablehnen ablehnung absage rechazada rechazado denegada denegado negada negado refusé refusée refus
            afgewezen rifiutata rifiutato recusada
            """),
        WordClass(
            "decider", "uw underwriting underwriter underwriters credit committee risk management bank investor lender"),
        WordClass(
            "file", "file deal submission application request app case merchant client one package account ticket"),
        WordClass(
            "box",
            "box guideline guidelines parameters appetite wheelhouse policy criteria program programs requirements credit buybox matrix standards lending mandate"
        ),
        WordClass(
            "contract",
            "contract contracts agreement agreements docs paperwork paper papers ktx k's ks packet documents documentation"
        ),
        WordClass(
            "agreement",
            "contract contracts agreement agreements ktx k's paperwork kontrakt contracting docusign pandadoc hellosign packet"
        ),
        WordClass(
            "sent",
            """
            sent emailed mailed issued generated delivered released dispatched resent forwarded texted uploaded e-mailed shot
            fired pushed
            """),
        WordClass("signed", "signed executed countersigned esigned docusigned initialed inked"),
        WordClass(
            "offer",
            "offer offers approval approvals terms commitment quote quotation loi pricing offer's approval's preapproval"
        ),
        WordClass(
            "gone",
            """
            rescinded withdrawn lapsed pulled revoked retracted expired dead stale terminated invalid rescission yanked
            """),
        WordClass(
            "commission",
            """
            commission commissions comm comms commish commision commisions comission comissions brokerage brokerages comish
            commissie provision courtage
            """),
        WordClass("money", "wire wires funds money ach cash transfer proceeds wiring disbursement eft wire's payout"),
        WordClass(
            "paid",
            """
            out sent released disbursed initiated landed wired transferred delivered completed credited deposited paid
            drawn cleared funded remitted
            """),
        WordClass(
            "stage", "status stage decision outcome result disposition verdict state step milestone"),
    ]

    // MARK: cash and credit

    private static let cash: [WordClass] = [
        WordClass(
            "low",
            """
            low lower poor weak bad thin insufficient inadequate limited light short shy below under beneath less minimal small
            subpar lacking lacks lack soft slim tight deficient unsatisfactory adverse derogatory impaired marginal fails failed
            fail ugly rough challenged damaged bruised subprime dismal insufficiency subpar concern concerns shaky insuffisant
            insuficiente zu gering unzureichend laag
            """),
        WordClass(
            "minimum",
            "minimum min minimums mins floor threshold cutoff requirement requirements benchmark need needs require requires minimal"
        ),
        WordClass(
            "fall",
            """
            decline declining decrease+ drop drops dropped dropping fell fall falls falling fallen down downward downtrend slide
            slides slid sliding slip slipping shrink shrinking shrank shrunk halved tanked tanking cratered cratering collapsed
            deteriorating deterioration deteriorated dip dips dipped dipping slowdown slowing slowed softening tapering nosedive
            plunged plunging plummeted weaker reduction reduced lower trending downturn trend
            """),
        WordClass(
            "many",
            "many multiple several much excessive excess numerous high too heavy heavily over frequent constant repeated lots loaded bunch plenty numbers frequency"
        ),
        WordClass(
            "revenue",
            "revenue revenues sales volume volumes turnover gross income receipts rev revs takings topline revenus ingresos umsatz umsätze"
        ),
        WordClass("deposit", "deposit deposits credits"),
        WordClass(
            "few",
            "few only less fewer couple two three four handful insufficient irregular inconsistent volatile volatility sporadic lumpy erratic uneven limited low minimum need short not"
        ),
        WordClass("balance", "balance balances bal bals adb ledger"),
        WordClass(
            "nsf",
            """
            nsf nsfs nsf's overdraft overdrafts overdrawn negatives od ods od's bounced unpaids overdrafting
            """),
        WordClass(
            "position",
            "position positions posistions advance advances mca mcas stack stacks lender lenders funder funders loan loans debits balances"
        ),
        WordClass(
            "pays",
            "default+ defaulter missed late delinquent delinquency delinquencies unpaid past arrears slow stopped nonpayment"
        ),
        WordClass("score", "fico ficos score scores beacon vantage"),
        WordClass(
            "lien",
            "lien liens judgment judgments judgement judgements levy levies garnishment ccj ccjs ccj's hmrc irs warrant warrants"
        ),
    ]

    // MARK: the business

    private static let business: [WordClass] = [
        WordClass(
            "started",
            "opened started incorporated established formed launched founded began opening besteht"
        ),
        WordClass("trade", "trade trading business biz operation operations operating history existence activity"),
        WordClass(
            "industry",
            """
            trucking trucks trucker construction contractors restaurants auto dealers dealership dealerships cannabis dispensary
            dispensaries law firms attorneys lawyers gas realtors realty adult gambling gaming casino casinos firearms guns gun
            vape vapes smoke crypto bail pawn travel staffing transportation logistics daycare nightclub
            nightclubs clubs bars solar cbd liquor tobacco mining oil farming agriculture farms investment investors taxi
            carriers freight marijuana hemp kratom jewelry telemarketing limo livery towing sweepstakes arcade arcades escort
            esports pharmacy pharmacies mlm timeshare debt-collection collections lottery betting astrology
            """),
        WordClass(
            "restricted", "restricted prohibited excluded ineligible unsupported banned forbidden barred unacceptable"),
        WordClass("sector", "industry industries sector sectors vertical niche category sic naics sics class"),
        WordClass(
            "state",
            """
            state states alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
            illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
            montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin
            wyoming quebec québec ontario alberta manitoba saskatchewan york jersey dakota carolina hampshire rico province
            provinces territory territories jurisdiction ca ny tx fl nj va ut ct nv ga mo sd nd vt mt
            """),
        WordClass(
            "verify",
            "verify verified verifying verification verifications confirm confirmed validate validated authenticate authenticated locate corroborate"
        ),
        WordClass(
            "altered",
            "altered doctored tampered fake faked forged fabricated photoshopped photoshop manipulated edited falsified bogus counterfeit fraudulent fraud tampering doctoring forgery"
        ),
        WordClass("another", "another other different someone somebody else elsewhere competing competitor second"),
        WordClass("shop", "broker brokers iso isos office partner partners shop house rep agent desk"),
        WordClass(
            "papers",
            "documents document docs doc information info pages statements statement paperwork items stips stipulations stip file application"
        ),
    ]
}
