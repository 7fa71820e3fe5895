/// Papers by the names that people give them.
enum DocumentRules {
    static let all: [Rule] =
        rows.map { Rule(id: $0.0, signal: .document($0.1), phrases: $0.2, example: $0.3) }
        + further.map { Rule($0, .document($1), $2, $3) }

    private static let months =
        "january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"

    /// Shorter names and those of other languages.
    // swift-format-ignore
    private static let further: [(String, DocumentCode, String, String)] = [
        ("document.bank-statements.more", .bankStatements, "Bitte die Kontoauszüge senden.",
            """
            kontoauszüge|kontoauszug|kontoauszuege
            relevés|relevé|releves bancaires|bancaire|de
            estados|extractos de? cuenta|bancarios|banco
            rekeningafschriften|bankafschriften
            # months|months' _2 statements|stmts
            """),
        ("document.statements.bare", .bankStatements, "Send unlocked statements.", "statements|stmts|stmt"),
        ("document.application.bare", .signedApplication, "Need the app.", "application|app|apps"),
        ("document.id.bare", .driversLicense, "Need ID.", "id|ids|i.d|identification"),
        ("document.void.bare", .voidCheck, "Send a void.", "void|voided|vc"),
        ("document.landlord.bare", .landlordContact, "Need landlord.", "landlord|landlord's"),
        ("document.tax.bare", .taxReturns, "Send taxes.", "taxes|returns"),
        ("document.months", .bankStatements, "Need November and December.", "need|needs|send|missing|get|have|want|wants|resend|waiting|see|provide|me|us|for|on|still _2 \(months)\nsend|need|missing|get _1 may and|statement|statements\nall pages of _2 \(months)\nlast|past|latest|recent|prior|previous # months|mos|month\nfull|entire|whole year|twelve"),
        ("document.license.bare", .driversLicense, "Any update on the license?", "license|licence|lic|lisence|licens|licences"),
        ("document.license.more", .driversLicense, "Front of the license.",
            """
            personalausweis|personalausweises|reisepass|ausweis|führerschein
            licencia _2 conducir|manejo?
            identificación
            pièce d'identité
            permis _2 conduire
            photo|government id
            front|back _2 license|id|dl|licence
            piece of id|identification
            photo|picture|government identification
            dni|ine|cédula
            proof of id|identity|identification
            """),
        ("document.void-check.more", .voidCheck, "Merci de nous transmettre un chèque annulé.",
            """
            chèque|cheque annulé|cancelado|anulado
            spécimen|specimen _2 chèque|cheque|check
            blank|specimen check|cheque
            bank confirmation|account letter
            void|voided chk|ck|cheque|check|chck
            check|cheque void|voided
            """),
        ("document.tax-returns.more", .taxReturns, "Les déclarations fiscales.", "steuererklärung|steuererklärungen|steuerbescheid\nct600|ct600s|t1|t4|t4s|t2125|noa|noas|1099s\nnotice|notices of assessment\nschedule c\nbas|activity statements|statement\ngst|hst|vat returns|return|filings\ncorporation tax\ndeclaración|declaraciones de? impuestos|renta\ndéclaration|déclarations fiscale|fiscales\nbusiness|personal|corporate _1 returns"),
        ("document.application.more", .signedApplication, "Una solicitud firmada.", "solicitud firmada|completa\nformulaire signé\nunterschriebener|unterschriebenen antrag\nsignature page|pages"),
        ("document.ownership.more", .proofOfOwnership, "Articles and the OA.", "kbis|handelsregisterauszug|oa|asic\narticles\nconfirmation statement\ncompanies house\nshare certificate|certificates|register\nmemorandum\npartnership deed\ncorporate|company profile|extract|registry|search\nownership chart|structure|percentages\noperating agreements"),
        ("document.other.more", .other, "Last two years' filed accounts.", "filed|statutory|annual|final|full accounts\npersonal financial|finance statement|statements\npfs|4506|4506c|4506t|8821|pod|pods|loe|poa\n4506 c|t\ntax portal _1\nwritten|short|brief|signed|quick explanation|note|memo|letter\nexplanation letter|in|from|of|signed\nletter explaining|stating|from\nboard resolution\nproof of address\nap aging|ageing\naccounts payable\nlisting|schedule of equipment\ninstallment|installments agreement|plan\napproval letter|email|from\nthat approval|offer"),
    ]

    // swift-format-ignore
    private static let rows: [(String, DocumentCode, [String], String)] = [
        (
            "document.bank-statements", .bankStatements,
            [
                "bank|business|recent|monthly|banking|checking|account|complete|full|latest? statement|statements|stmt|stmts|statments|statment", "months|month|mos of|in bank|business? statement|statements|stmts", "bank statement|statements", "online banking|bank history|transactions|printout", "bank|account transaction? history|activity",
            ], "Need the February statement."
        ),
        ("document.broken", .bankStatements, ["\(months)|may|statement|statements|page|pages _3 protected|cut|illegible|blurry|stops|stop|unreadable|missing|corrupt|corrupted|encrypted|locked"], "November stops at page 3."),
        ("document.mtd", .monthToDateTransactions, ["mtd|mtds", "month to date", "\(months)|may to date", "\(months)|may so far", "since|from the 1st|first", "this month|month's _1 activity|transactions|statement|history", "current|this month's|month activity|transactions|statement|transaction|history|bank|banking?", "transaction|transactions history|through|print|printout|from|since", "transactions through|to|from|for today|the|date|this?", "# days|day of|transaction transactions|history|activity"], "Month to date transactions through today."),
        ("document.card-statements", .creditCardStatements, ["processing|processor|card|cc|merchant|visa|terminal|pos|gateway|credit card|processing|account|services|sales? statement|statements|stmt|stmts|history|reports|report", "card processing", "credit card|cards processing? statement|statements", "merchant statement|statements|account statements?"], "Three months of card processing statements."),
        ("document.void-check", .voidCheck, ["void|voided|cancelled business|company|blank|corporate? check|cheque|chk|ck|checks", "bank letter", "void cheque", "copy of a? check|cheque"], "A voided business check."),
        ("document.drivers-license", .driversLicense, ["driver's|drivers|driver|driving|drives|owner's|owners license|licence|lic|licenses|id", "dl|dls|dl's", "photo|picture|government|govt|gov't|valid|state|issued|copy|clear issued|of? photo|a|the|his|her|owner's? id|identification|license|licence", "passport", "copy of|front _2 license|id|licence", "id for|of|from the|each|both|all|owner|owners", "ids", "proof of identity|id"], "Color copy of the owner's driver's license."),
        ("document.application", .signedApplication, ["signed|completed|complete|new|updated|executed|filled|full|our|fresh|corrected|missing application|app|out|apps", "application|app _3 signed|signature|complete|completed|page|sign|executed|initialed", "signature page|on", "re|resign sign|the app|application", "signed|sign _3 application|app", "application|app form", "completed out? application|app", "one page app|application"], "A signed application."),
        ("document.tax-returns", .taxReturns, ["tax|business|personal|corporate|vat|company|federal return|returns", "taxes|return|returns for|from|#", "tax docs|documents|filings|filing", "1120|1120s|1065|1040|sa302|t2", "vat returns|return", "# tax returns|return", "year|years|yrs of? tax|business|returns|taxes returns?", "tax returns|return|transcripts"], "Business tax returns for 2023 and 2024."),
        ("document.profit-loss", .profitAndLoss, ["p&l|p&ls|pnl|p&l's", "profit|profits and|&|n loss|losses", "p and|& l", "bwa", "interim financials|accounts", "income _2 expense|expenses", "year to date financials|numbers|p&l", "income statement|statements", "p l", "financials|financial statement|statements|accounts?", "management accounts", "ytd financials|p&l|profit"], "Year to date profit and loss."),
        ("document.balance-sheet", .balanceSheet, ["balance sheet|sheets", "bs and|p&l"], "Balance sheet as of January 31."),
        ("document.ar-aging", .receivablesAging, ["a r aging|ageing|report|schedule|list", "ar aging|ageing|report", "aging|ageing|aged report|schedule|summary|debtors|debtor|receivables|list", "receivables|receivable aging|ageing|report|schedule|list", "a r", "debtors ledger|list", "aging|ageing", "a r aging", "accounts receivable"], "A/R aging."),
        ("document.debt-schedule", .debtSchedule, ["debt schedule|sched|schedules|summary|list", "schedule|list of all|the|current|outstanding|existing? debts|debt|liabilities|loans|obligations|advances|creditors", "business debt schedule"], "Business debt schedule, signed."),
        ("document.payoff-letter", .payoffLetter, ["payoff|pay|buyout off? letter|leter|letters|statement|statements|amount|quote|figure|figures|balance|info|from|letr|ltr", "payoff|payoffs", "balance letter|letters|statement|confirmation", "settlement figure|letter|statement", "redemption statement|figure|letter", "buyout|payoff letters|figures"], "Payoff letter from the current funder."),
        ("document.zero-balance", .zeroBalanceLetter, ["zero|0 balance|bal letter|letters|confirmation?", "zbl", "paid in full|off letter|confirmation|proof", "satisfaction letter|of", "proof|letter|confirmation|evidence _4 paid|closed|satisfied|zeroed off|in|out?", "letter|proof _3 shows|showing|that|stating _6 paid|zero|closed|satisfied", "lien|ucc release|termination|letter|terminations", "ucc terminations|termination|release|3", "# balance letter"], "Zero balance letter from Windrow."),
        ("document.ownership", .proofOfOwnership, ["proof|evidence|verification|confirmation of ownership|owner", "operating agreement|agmt", "articles of? incorporation|organization|organisation|inc|association?", "k1|k1s|k 1|1s", "certificate of incorporation|formation|good", "shareholder|shareholders|stock|share|membership agreement|register|certificate|certificates|ledger", "by laws", "bylaws", "corporate documents|docs|resolution", "ownership proof|documents|docs|breakdown|structure", "schedule k", "secretary of", "cap table", "good standing", "partnership agreement"], "Operating agreement or articles."),
        ("document.business-license", .businessLicense, ["business|liquor|professional|contractor|contractor's|contractors|state|operating|trade|occupational|city|medical|dot|pharmacy|health license|licence|permit|licenses|licensing|number", "license to operate", "permit|permits", "mc authority|number", "business registration"], "Business license."),
        ("document.lease", .leaseAgreement, ["lease|leases agreement|copy|contract?", "rental agreement|lease", "copy of|the lease", "tenancy agreement", "premises|property|office|store|commercial|current|signed lease"], "The lease agreement."),
        ("document.landlord", .landlordContact, ["landlord|landlord's|landlords contact|phone|number|name|info|information|details|letter|verification|reference|or|and|waiver|email", "contact|number|phone|name|details _3 landlord", "property manager", "mortgage company|holder|statement"], "Landlord contact."),
        ("document.bank-login", .bankLogin, ["login|credentials|access for|to _2 bank|account|verification", "bank|banking|online log? login|logins|link|in|verification|connection|credentials|access|sync|verify|connect", "plaid|decisionlogic|flinks|finicity|inverite|yodlee|truelayer|dl360|chirp|codat|railz|mybankstatements|microbilt|givver|lendsaas|gia", "decision logic", "log in|into", "login|logins", "link|connect|connecting _3 bank|account|accounts", "open banking", "bv|dlogic", "live|read bank|only access|login|view", "bank verification", "link|linked|connect|connected _2 bank|account|accounts", "instant verification"], "Bank login through Plaid."),
        ("document.invoices", .invoices, ["invoice|invoices|inv", "purchase order|orders", "unpaid|open|sample|recent|copies invoice|invoices|of", "contracts and invoices", "equipment|vendor quote|invoice"], "Invoices for the equipment."),
        ("document.tax-numbers", .taxNumbers, ["ssn|ssns|ein|sin|fein|itin|ss4|utr|crn", "ein letter|number|#|proof|confirmation", "social security|insurance number|card|#?", "tax id|identification|number", "ss 4|4s|card|#", "full|correct|missing|last social|soc|ss", "147c|cp575", "national insurance"], "EIN letter and SSN."),
        ("document.references", .tradeReferences, ["trade|business|vendor|supplier|professional reference|references|refs|ref", "references"], "Three trade references."),
        ("document.interview", .voiceRecording, ["merchant|funding|recorded|verification|closing|owner|final|onboarding|welcome interview|call|video|calls", "voice|phone|video recording|interview|verification|verify|call", "recorded line|call|interview", "interview _3 merchant|owner|him|her", "merchant|owner on the|a phone|call|line", "funding call|interview"], "A merchant interview before funding."),
        (
            "document.other", .other,
            [
                "coj|cojs|confession|guaranty|guarantee of? judgment|judgement|form?", "certificate|proof|evidence of insurance|delivery|address|residence|citizenship|payment|deposit|funds|title|employment|filing|extension|status", "insurance certificate|declaration|dec|policy|cert", "coi", "utility bill|bills|statement", "bill of sale|lading", "letter of? explanation|loe|lox|intent|from|explaining", "loe|lox|explanation letter|statement", "site|store|storefront|business|location|equipment inspection|photos|pictures|pics|visit|photo|picture", "photos|pictures|pics of|from", "appraisal|w9|w 9|9s", "equipment list|quote", "title|titles to|for|copies|of the?", "business plan", "projections|forecast", "resume|bio", "marriage|divorce|death certificate|decree", "green card", "wiring|wire|ach instructions|form|authorization", "subordination|estoppel|intercreditor agreement|letter", "credit report|authorization", "authorization|auth form", "passcode|password|passwords for|to",
                "repayment agreement|plan|proof", "installment agreement", "payment plan agreement|letter|proof|with", "proof of _3",
            ], "A confession of judgment and proof of insurance."
        ),
    ]
}
