/// Papers of the company and of third parties, by the names that people give them.
enum CompanyDocumentRules {
    static let all: [Rule] = rows.map { Rule($0, .document($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DocumentCode, String, String)] = [
        ("document.zero-balance", .zeroBalanceLetter, "Zero balance letter from Windrow.",
            """
            zero|0 balance|bal letter|letters|confirmation?
            zbl
            paid in full|off letter|confirmation|proof
            satisfaction letter|of
            proof|letter|confirmation|evidence _4 paid|closed|satisfied|zeroed off|in|out?
            letter|proof _3 shows|showing|that|stating _6 paid|zero|closed|satisfied
            lien|ucc release|termination|letter|terminations
            ucc terminations|termination|release|3
            # balance letter
            zero|nil|0|$ balance|bal|balances letter|letters|ltr|confirmation|proof|statement|doc?
            zbl|zbls|pif|zero-balance|zeroballetter
            paid in full|off letter|letters|confirmation|proof|doc|docs
            paid|closed|closure|completion|clearance letter|letters|ltr|confirmation|certificate
            letter|letters|proof|confirmation|something|evidence|doc|statement|ltr _6 paid|closed|satisfied|zero|cleared|settled|terminated _2 off|out|in|full|balance|account|now|by|from?
            ucc|lien release|releases|termination|terminations|letter|letters|3|satisfaction|discharge
            release|termination of ucc|lien|the|their
            letter|proof|confirmation _3 paid|closed|satisfied|zeroed
            """),
        ("document.ownership", .proofOfOwnership, "Operating agreement or articles.",
            """
            proof|evidence|verification|confirmation of ownership|owner
            operating agreement|agmt
            articles of? incorporation|organization|organisation|inc|association?
            k1|k1s|k 1|1s
            certificate of incorporation|formation|good
            shareholder|shareholders|stock|share|membership agreement|register|certificate|certificates|ledger
            by laws
            bylaws
            corporate documents|docs|resolution
            ownership proof|documents|docs|breakdown|structure
            schedule k
            secretary of
            cap table
            good standing
            partnership agreement
            proof|evidence|verification|confirmation|docs|documents|document|documentation|something|paperwork|breakdown|letter|chart|structure _3 ownership|owner|owners|owns|own|percentage|percentages|shareholders|shareholding|shareholdings|stake
            ownership|shareholder|shareholders|shareholding|member|membership|beneficial docs|documents|document|documentation|proof|evidence|breakdown|structure|chart|papers|paperwork|agreement|register|certificate|certificates|letter|schedule|list|ledger|verification|info|information|percentages
            operating|partnership|shareholder|shareholders|shareholders'|membership|member|buy-sell|llc agreement|agreements|agmt
            articles|certificate|certificates|cert|arts of? incorporation|organization|organisation|formation|association|inc|amendment|status|existence
            corp|corporate|corporation|company|formation|incorporation|organizational|entity|organization|llc|legal|incorporating docs|documents|document|papers|paperwork|resolution|profile|extract|registration|formation|records|certificate|filings|filing|search|minute|book
            stock|share|membership|member cert|certs|certificate|certificates|ledger|register|registry
            k-1|k-1s|k1|k1s|bylaws|by-laws|articles|aoi|statuts|statuten
            sos|secretary|state|sunbiz filing|filings|printout|registration|page|of|record|screenshot|search
            certificate|cert of incumbency|good|status|incorporation|formation|organization|existence
            org|organizational|organisation|organization|cap chart|docs|documents|table
            annual return|report|statement from|of|with|companies|sunbiz|the
            gesellschaftsvertrag|gesellschafterliste|handelsregister
            acta constitutiva
            """),
        ("document.business-license", .businessLicense, "Business license.",
            """
            business|liquor|professional|contractor|contractor's|contractors|state|operating|trade|occupational|city|medical|dot|pharmacy|health license|licence|permit|licenses|licensing|number
            license to operate
            permit|permits
            mc authority|number
            business registration
            business|liquor|professional|contractor|contractor's|contractors|state|operating|trade|trading|occupational|city|county|municipal|medical|dot|pharmacy|health|food|local|hic|dba|vendor|vendor's|seller's|sellers|resale|cosmetology|salon|electrical|plumbing|hvac|general|premises|alcohol|practice license|licence|permit|permits|licenses|licences|licensing|registration|certificate|number|authority|lic
            license|licence|permit|permits|registration to operate|trade|sell|practice
            dot|mc|fmcsa|usdot|operating authority|number|numbers|#
            fictitious|assumed|dba|trade name? filing|certificate|registration|cert|name
            licencia comercial|negocio|funcionamiento
            gewerbeschein|gewerbeanmeldung
            biz|bus|busn license|licence|lic|permit|registration
            contractor|contractor's|contractors|occupational|professional|medical|dental|liquor|nursing|plumbing|electrical|trade|food|dealer|dealer's license|licence|licenses|permit
            """),
        ("document.lease", .leaseAgreement, "The lease agreement.",
            """
            lease|leases agreement|copy|contract?
            rental agreement|lease
            copy of|the lease
            tenancy agreement
            premises|property|office|store|commercial|current|signed lease
            leases|tenancy|rental|rent agreement|agreements|contract|copy
            lease|leases for|on|at|of|from|with|agreements
            bail commercial|du|de|signé
            contrato de? arrendamiento|alquiler|renta
            mietvertrag|pachtvertrag
            rent agreement|contract|roll
            """),
        ("document.landlord", .landlordContact, "Landlord contact.",
            """
            landlord|landlord's|landlords contact|phone|number|name|info|information|details|letter|verification|reference|or|and|waiver|email
            contact|number|phone|name|details _3 landlord
            property manager
            mortgage company|holder|statement
            landlord|landlord's|landlords|letting|freeholder|lessor|agent|manager|management _1 contact|phone|number|name|info|information|details|letter|verification|reference|email|cell|mobile|telephone|company|statement
            contact|number|phone|name|details|info|information|email|cell|reference|letter _2 landlord|landlord's|landlords|lessor|freeholder|letting
            property|building management|manager|owner's|manager's|company|agent
            mortgage statement|holder|company|lender|bill
            proof of rent|rental
            rent|rental receipt|receipts|ledger|verification|history|check|checks
            who owns the? building|property
            landlord|landlord's|landlords ~14 name|cell|phone|number|contact|email
            """),
        ("document.bank-login", .bankLogin, "Bank login through Plaid.",
            """
            login|credentials|access for|to _2 bank|account|verification
            bank|banking|online log? login|logins|link|in|verification|connection|credentials|access|sync|verify|connect
            plaid|decisionlogic|flinks|finicity|inverite|yodlee|truelayer|dl360|chirp|codat|railz|mybankstatements|microbilt|givver|lendsaas|gia
            decision logic
            login|logins
            link|connect|connecting _3 bank|account|accounts
            open banking
            bv|dlogic
            live|read bank|only access|login|view
            bank verification
            link|linked|connect|connected _2 bank|account|accounts
            instant verification
            log|logs|logging in|into|on _3 bank|account|accounts|plaid|banking
            him|her|them|merchant|owner|client|he|she|they log|logs in|into|on?
            ibv|argyle|akoya|tink
            mx link|connect|login|invite|request
            instant|automated|electronic|live bank verification|login|data
            bank|account|banking _1 link|linked|linking|sync|synced|feed|connection|connect|connected|login|logins|credentials|access|verification
            link|linking|connect|connecting|sync|syncing|relink|re-link|reconnect _3 bank|account|accounts|checking|chequing|plaid|banking
            screen|live|zoom share|login|session
            open banking|bank consent|link|invite|request|connection?
            """),
        ("document.invoices", .invoices, "Invoices for the equipment.",
            """
            invoice|invoices|inv
            purchase order|orders
            unpaid|open|sample|recent|copies invoice|invoices|of
            contracts and invoices
            equipment|vendor quote|invoice
            invoice|invoices|inv|invs|proforma|pro-forma|factures|facturas|rechnungen|rechnung
            po|pos for|from|copies|and
            supplier|supplier's|vendor|vendor's|dealer|dealer's|seller's|equipment|truck|vehicle|contractor's|sales invoice|quote|quotation|invoices|order|spec|quotes|proforma
            quote|quotation for|from|on _3 equipment|vendor|truck|machine|dealer|supplier|vehicle|unit
            bill of sale
            buyer's order
            """),
        ("document.tax-numbers", .taxNumbers, "EIN letter and SSN.",
            """
            ssn|ssns|ein|sin|fein|itin|ss4|utr|crn
            ein letter|number|#|proof|confirmation
            social security|insurance number|card|#?
            tax id|identification|number
            ss 4|4s|card|#
            full|correct|missing|last social|soc|ss
            147c|cp575
            national insurance
            ssn|ssns|ein|eins|sin|sins|fein|itin|ss4|ss-4|utr|crn|tin|nino|abn|acn|cp575|cp-575|147c|147-c
            ein|irs|tax|fein|tin|federal _1 letter|number|#|proof|confirmation|verification|doc|documentation|certificate|notice|assignment
            social|socials|soc|ss security|insurance? number|numbers|card|#|digits
            full|correct|missing|last|complete|entire|his|her|owner's #? social|socials|ssn|ss|digits
            last # of|digits _3 social|ssn|ss|soc
            business|employer|federal|company|tax|vat|national|gst|hst|bn number|no|id|identification|registration|insurance number|letter|certificate?
            confirmation|letter|proof of|from|for _1 ein|irs|tax
            ssn|social|ein _5 digit|digits|short|wrong|incorrect|invalid|typo|transposed
            """),
        ("document.references", .tradeReferences, "Three trade references.",
            """
            trade|business|vendor|supplier|professional reference|references|refs|ref
            references
            trade|business|vendor|supplier|professional|credit|bank|personal|customer|industry reference|references|refs|ref|contacts
            references|refs from|for|of|with|please|pls
            # trade|vendor|supplier|references|refs|business references|refs
            """),
        ("document.interview", .voiceRecording, "A merchant interview before funding.",
            """
            merchant|funding|recorded|verification|closing|owner|final|onboarding|welcome interview|call|video|calls
            voice|phone|video recording|interview|verification|verify|call
            recorded line|call|interview
            interview _3 merchant|owner|him|her
            merchant|owner on the|a phone|call|line
            funding call|interview
            merchant|funding|recorded|verification|closing|final|onboarding|welcome|confirmation|compliance|kyc|phone|verbal|pre-funding|prefunding|introductory|underwriting|owner|client|customer|zoom|teams interview|call|calls|video|verification
            call|interview|calls|chat|conversation|zoom|phone with|from the|our|a|his|her|underwriting|compliance|verification|funding|closing? merchant|owner|him|her|owners|client|director|verification|closing|funding|compliance|guarantor
            get|jump|hop|need|put|have _3 owner|merchant|him|her|them|client|director|customer on|for _2 phone|call|line|zoom|interview|horn
            recorded|taped line|call|interview|conversation
            verbal|phone|voice|video|telephone interview|verification|verify|recording|call|signature|consent
            hop|jump|get|need|set|schedule|arrange|like|want _3 call|chat|phone|zoom|interview with the? merchant|owner|him|her|them|client|borrower|applicant|principal
            call|chat|phone|zoom with _1 for a|#|few|quick min|minutes|mins|quick|five|ten
            """),
        ("document.other", .other, "A confession of judgment and proof of insurance.",
            """
            coj|cojs
            confession of? judgment|judgement?
            guaranty|guarantee form
            certificate|proof|evidence of insurance|delivery|address|residence|citizenship|payment|deposit|funds|title|employment|filing|extension|status
            insurance certificate|declaration|dec|policy|cert
            coi
            utility bill|bills|statement
            bill of sale|lading
            letter of? explanation|loe|lox|intent|from|explaining
            loe|lox|explanation letter|statement
            site|store|storefront|business|location|equipment inspection|photos|pictures|pics|visit|photo|picture
            photos|pictures|pics of|from
            appraisal|w9|w 9|9s
            equipment list|quote
            title|titles to|for|copies|of the?
            business plan
            projections|forecast
            resume|bio
            marriage|divorce|death certificate|decree
            green card
            wiring|wire|ach instructions|form|authorization
            subordination|estoppel|intercreditor agreement|letter
            credit report|authorization
            authorization|auth form
            passcode|password|passwords for|to
            repayment agreement|plan|proof
            installment agreement
            payment plan agreement|letter|proof|with
            proof of _3
            ap|payables|payable|creditors|supplier|a aging|ageing|aged|listing|ledger|p
            customer|customers|client|clients|supplier|suppliers|vendor|equipment|asset|assets|fleet|inventory|truck|vehicle|employee|job|jobs|contract list|lists|listing|schedule|register|roster|report|breakdown|details|info
            wip|backlog|pipeline|rent|payroll|inventory|bonding|stock|tpv report|schedule|roll|register|reports|list|journal|records
            wire|transfer|deposit|payment|ach|zelle receipt|receipts|confirmation|confirmations|backup|support|proof|details
            proof|evidence|confirmation|verification|backup|support|documentation|docs|something _2 of|for|on|that|showing address|residence|residency|insurance|income|payment|payments|delivery|funds|deposit|deposits|source|homeownership|home|filing|rent|title|inventory|employment|work|contract|transfer|transfers|purchase|sale|identity
            certificate|certificates|proof|evidence of _1 insurance|coverage|liability|title|completion|compliance|occupancy
            insurance cert|certs|certificate|certificates|binder|policy|declaration|declarations|dec|coi|proof|docs|schedule
            hydro|council|electric|gas|water|phone|power|energy|internet|utility|utilities tax? bill|bills|statement|statements
            bill|bills in|showing|with|for _2 name|address|business|company
            loe|lox|letter|email|note|paragraph|line|statement|explanation|writeup|write-up|story _1 explaining|explanation|of|on|about|regarding|from|describing|stating|re
            letter|letters of? explanation|explanations|experience|intent|recommendation|reference|direction|authorization|authority
            explanation|explanations|clarification|backup|detail|details|context letter|for|of|on|about|regarding|behind|around
            personal|pfs|guarantor|guarantor's financial|net|statement|guarantee|guaranty|asset|guarantees statement|statements|worth|form|signed?
            statement of affairs|assets|means|net
            guaranty|guarantee|guarantees|guaranties|pg|spousal|cross-corporate|corporate signed|form|agreement|consent|from|guaranty|guarantee
            spouse's|spousal|wife's|husband's|partner's consent|signature|guarantee|guaranty
            photos|pictures|pics|photo|picture|pic|images|video|videos of|from|inside|outside|store|storefront|shop|site|location|equipment|premises
            site|store|shop|premises|location|yard|warehouse inspection|visit|photos|pics|pictures|survey|video|walkthrough
            appraisal|valuation|survey|vin|vins|odometer|serial|title|titles|registration|spec|specs|inspection number|numbers|report|reports|reading|readings|copy|copies|sheet|sheets
            w9|w-9|w-9s|w8|coi|cois|coj|acord|loe|lox|pfs|4506|4506-c|8821|8821s|pad|nda|affidavit|cv|resume|projections|forecast|forecasts|budget
            cash flow projection|projections|forecast|forecasts
            business plan|plans|summary|description|profile|narrative
            court|discharge|dismissal|bankruptcy|bk|judgment|judgement|divorce|settlement|satisfaction|release docs|documents|papers|order|orders|letter|letters|paperwork|decree|agreement|notice|certificate|schedule|petition
            release|satisfaction|dismissal of|on|for judgment|judgement|lien|levy|lawsuit|the
            irs|tax|state|hmrc|cra installment|payment|repayment|payoff|lien|release|agreement|arrangement|plan|letter agreement|plan|letter|release|confirmation|docs|arrangement
            pad|pap|ach|debit|credit|payment|wire|background|bank|bureau|edi agreement|form|forms|authorization|authorisation|auth|consent|mandate|release|instructions
            board|corporate|borrowing|partnership resolution|resolutions|minutes
            credit|bureau|experian|equifax report|reports|auth|authorization|consent|release|pull
            signed|copy|copies|executed|full of|supply|customer|client|government|sales|service|the|purchase contract|contracts|agreement|agreements with|from|for|copy
            screenshot|screenshots|screen of|from|showing|shot
            letter|note|email|confirmation from _2 bank|cpa|accountant|landlord|attorney|lawyer|irs|owner|supplier|customer|insurer
            subordination|estoppel|intercreditor|deed|debenture|priority|postponement|waiver agreement|agreements|letter|letters|deed|of|form
            personal financial|finance statement|statements
            pfs
            """),
    ]
}
