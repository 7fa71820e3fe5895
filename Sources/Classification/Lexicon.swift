/// The words that rules name as classes. `fund+` stands for fund, funds, funded, funding.
enum Lexicon {
    static let classes: [WordClass] = grammar + funder + cash + business + trades

    // MARK: what a funder does

    private static let funder: [WordClass] = [
        WordClass(
            "lend",
            """
            approve+ approval offer+ extend+ provide+ present+ issue+ fund+ finance+ lend lending proceed+ assist+ help+
            helping support+ accommodate+ consider+ entertain+ underwrite place+ service+ pursue+ continue+ justify
            accept+ grant+ authorize+ advance+ back write writing entertain quote+ participate+ facilitate recommend+
            endorse progress+ sanction sponsor onboard structure assist invest commit+ greenlight transact+ engage bid
            allocate deploy+ warrant backing backed get obtain secure win stomach extend bank process? commit consent
            authorise+ tender+ agree
            """),
        WordClass(
            "do",
            "do doing done take taking touch make making get getting work working see find finding buy buying go going move moving bring bite swing"
        ),
        WordClass(
            "declined",
            """
            declined denied rejected decline denial declination denying declining declines nixed dq dqd dq'd dnq
            disapproved abgelehnt ablehnen ablehnung absage rechazada rechazado denegada denegado negada negado refusé
            refusée refus afgewezen rifiutata rifiutato recusada declinature turndown turn-down disallowed nonapproval
            declned declind rejection rejections refusal vetoed veto torpedoed kiboshed thumbs-down declinded afgekeurd
            geweigerd decliné recusado negativa
            """),
        WordClass(
            "killed",
            "killed axed nixed shelved canned binned dinged spiked scrapped torpedoed vetoed booted quashed scuttled zapped kiboshed"
        ),
        WordClass(
            "decider",
            """
            uw underwriting underwriter underwriters credit committee risk management bank investor lender uws analyst
            analysts assessor board scorecard algorithm boss bosses investors principals uwing ic
            """),
        WordClass(
            "file",
            """
            file deal submission application request app case merchant client one package account ticket sub opp
            opportunity scenario proposal enquiry inquiry referral lead dossier
            """),
        WordClass(
            "box",
            """
            box guideline guidelines parameters appetite wheelhouse policy criteria program programs requirements credit
            buybox matrix standards lending mandate buy-box thresholds threshold lane scope tolerance remit bounds
            rubric footprint playbook
            """),
        WordClass(
            "contract",
            """
            contract contracts agreement agreements docs paperwork paper papers ktx k's ks packet documents
            documentation paperwork's contract's contracts's agreement's docs's doc's
            """),
        WordClass(
            "agreement",
            """
            contract contracts agreement agreements ktx k's paperwork kontrakt contracting docusign pandadoc hellosign
            packet paperwork's contract's agreement's docs's esign adobesign
            """),
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
        WordClass(
            "money",
            """
            wire wires funds money ach cash transfer proceeds wiring disbursement eft wire's payout wired bacs chaps
            interac disbursal drawdown
            """),
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
            low lower poor weak bad thin insufficient inadequate limited light short shy below under beneath less
            minimal small subpar lacking lacks lack soft slim tight deficient unsatisfactory adverse derogatory impaired
            marginal fails failed fail ugly rough challenged damaged bruised subprime dismal insufficiency concern
            concerns shaky insuffisant insuficiente zu gering unzureichend laag lousy lackluster lacklustre anemic
            anaemic scant meager meagre negligible underwhelming unimpressive concerning worrying worrisome tiny puny
            measly mediocre iffy crappy crap terrible horrible awful abysmal horrendous brutal sparse scarce dire trash
            garbage wobbly rocky spotty patchy skinny lean shot beat trashed wrecked dinged battered bashed low-ish
            lowish undersized poorly
            """),
        WordClass(
            "minimum",
            """
            minimum min minimums mins floor threshold cutoff requirement requirements benchmark need needs require
            requires minimal cut-off baseline hurdle minima
            """),
        WordClass(
            "fall",
            """
            decline declining decrease+ drop drops dropped dropping fell fall falls falling fallen down downward
            downtrend slide slides slid sliding slip slipping shrink shrinking shrank shrunk halved tanked tanking
            cratered cratering collapsed deteriorating deterioration deteriorated dip dips dipped dipping slowdown
            slowing slowed softening tapering nosedive plunged plunging plummeted weaker reduction reduced lower
            trending downturn trend eroding eroded erosion nosediving nosedived tumbled tumbling sank sinking sunk
            crashed crashing waning dwindling dwindled regressed diminishing diminished evaporated freefall dropoff
            drop-off falloff slump slumped slumping shrinkage tapered tailing regression deceleration slower smaller
            """),
        WordClass(
            "many",
            """
            many multiple several much excessive excess numerous high too heavy heavily over frequent constant repeated
            lots loaded bunch plenty numbers frequency ton tons endless slew string plethora umpteen dozens dozen
            countless tonne heaps load
            """),
        WordClass(
            "revenue",
            """
            revenue revenues sales volume volumes turnover gross income receipts rev revs takings topline revenus
            ingresos umsatz umsätze billings top-line throughput revenue+ earnings cashflow
            """),
        WordClass("deposit", "deposit deposits credits"),
        WordClass(
            "few",
            "few only less fewer couple two three four handful insufficient irregular inconsistent volatile volatility sporadic lumpy erratic uneven limited low minimum need short not"
        ),
        WordClass("balance", "balance balances bal bals adb ledger"),
        WordClass(
            "nsf",
            """
            nsf nsfs nsf's overdraft overdrafts overdrawn negatives od ods od's bounced unpaids overdrafting nsf'd
            nsfing overdraws overdrew insufficients unpaid-dds returneds rejects
            """),
        WordClass(
            "position",
            """
            position positions posistions advance advances mca mcas stack stacks lender lenders funder funders loan
            loans debits balances stackers dailies weeklies facilities factors obligations cash-advances mca-s eidl
            """),
        WordClass(
            "pays",
            "default+ defaulter missed late delinquent delinquency delinquencies unpaid past arrears slow stopped nonpayment"
        ),
        WordClass(
            "score",
            """
            fico ficos score scores beacon vantage vantagescore empirica paydex intelliscore bureau credit-score
            """),
        WordClass(
            "lien",
            """
            lien liens judgment judgments judgement judgements levy levies garnishment ccj ccjs ccj's hmrc irs warrant
            warrants lein leins judgement's levied decree jdgmt judgmt decrees attachment
            """),
    ]

    // MARK: the business

    private static let business: [WordClass] = [
        WordClass(
            "started",
            """
            opened started incorporated established formed launched founded began opening besteht registered commenced
            commencing inception
            """),
        WordClass("trade", "trade trading business biz operation operations operating history existence activity"),
        WordClass(
            "restricted",
            """
            restricted prohibited excluded ineligible unsupported banned forbidden barred unacceptable off-limits
            outlawed disallowed blocked blacklisted verboten unfundable nono
            """),
        WordClass(
            "sector",
            """
            industry industries sector sectors vertical niche category sic naics sics segment subsector niches
            verticals classes
            """),
        WordClass(
            "state",
            """
            state states alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
            idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
            mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont
            virginia washington wisconsin wyoming quebec québec ontario alberta manitoba saskatchewan york jersey dakota
            carolina hampshire rico province provinces territory territories jurisdiction ca ny tx fl nj va ut ct nv ga
            mo sd nd vt mt nsw qld vic tas newfoundland nova scotia brunswick yukon nunavut queensland tasmania scotland
            wales ireland hawai bc nb ns nl pei qc il ks tn ky sc nc md
            nh ri ak wy nm bronx
            """),
        WordClass(
            "verify",
            """
            verify verified verifying verification verifications confirm confirmed validate validated authenticate
            authenticated locate corroborate substantiate substantiated reverify corroborated
            """),
        WordClass(
            "altered",
            """
            altered doctored tampered fake faked forged fabricated photoshopped photoshop manipulated edited falsified
            bogus counterfeit fraudulent fraud tampering doctoring forgery phony phoney fudged retouched redacted cooked
            spoofed tampered-with fabricate fabricating fictitious inauthentic synthetic whited
            """),
        WordClass(
            "another",
            """
            another other different someone somebody else elsewhere competing competitor second rival third alternative
            """),
        WordClass(
            "shop",
            """
            broker brokers iso isos office partner partners shop house rep agent desk brokerage agency submitter
            introducer intermediary reps
            """),
        WordClass(
            "papers",
            """
            documents document docs doc information info pages statements statement paperwork items stips stipulations
            stip file application backup bankers materials package paper stmts app requested requirements
            """),
    ]
}
