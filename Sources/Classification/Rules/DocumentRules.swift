/// Papers by the names that people give them.
enum DocumentRules {
    static let all: [Rule] =
        rows.map { Rule($0, .document($1), $2, $3) } + CompanyDocumentRules.all + ShortDocumentRules.all

    // swift-format-ignore
    private static let rows: [(String, DocumentCode, String, String)] = [
        ("document.bank-statements", .bankStatements, "Need the February statement.",
            """
            bank|business|recent|monthly|banking|checking|account|complete|full|latest? statement|statements|stmt|stmts|statments|statment
            months|month|mos of|in bank|business? statement|statements|stmts
            bank statement|statements
            online banking|bank history|transactions|printout
            bank|account transaction? history|activity
            estatements|e-statements|stmnts|stmnt|statments|stmets|staments
            # months|month|mos|mo|mths of? bank|banks|banking|statements|statement|stmts|stmt
            last|past|latest|recent|previous|prior # banks|bank|banking|statements|stmts
            months|mos|mths of? _1 banks|banking
            bank|account|banking|checking|chequing|operating|current|business account? stmts|statements|statement|stmt|records|docs|documents
            full|entire|whole year of? statements|banks|banking
            chequing|savings account? statement|statements
            financial institution statement|statements
            banks for|from|through
            """),
        ("document.broken", .bankStatements, "November stops at page 3.",
            """
            @months|may|statement|statements|page|pages _3 protected|cut|illegible|blurry|stops|stop|unreadable|missing|corrupt|corrupted|encrypted|locked
            @months|may|statement|statements|stmt|stmts|page|pages|pdf|pdfs _4 cropped|fuzzy|blurred|grainy|password|cutoff|illegible|incomplete|truncated|partial|upside|unreadable
            page|pages _4 didn't|never|not|won't|doesn't come|came|open|load|upload|transmit|attach
            """),
        ("document.mtd", .monthToDateTransactions, "Month to date transactions through today.",
            """
            mtd|mtds
            month to date
            @months|may to date
            @months|may so far
            since|from the 1st|first
            this month|month's _1 activity|transactions|statement|history
            current|this month's|month activity|transactions|statement|transaction|history|bank|banking?
            transaction|transactions history|through|print|printout|from|since
            transactions through|to|from|for today|the|date|this?
            # days|day of|transaction transactions|history|activity
            transaction|activity|account|bank|banking list|listing|download|export|report|screenshot|printout|print|feed|ledger through|since|from|for|to?
            transactions|activity _2 so far|since|from|through|to|this|1st|first|present|date|today
            this month|month's so far|to|activity|transactions|bank|statement|running
            intra month
            since the? 1st|first|close
            since the last? statement
            most|more|last recent # days|weeks
            last|past|previous|prior|recent # days|weeks transactions|activity|of
            daily transaction|transactions|ledger|balance|balances
            current|running|open|partial|present month|month's activity|transactions|bank|so|to|statement|history|print
            online|live|current balance|transactions screenshot|printout|print
            up to date transactions|activity|history|bank|printout|statement
            """),
        ("document.card-statements", .creditCardStatements, "Three months of card processing statements.",
            """
            processing|processor|card|cc|merchant|visa|terminal|pos|gateway|credit card|processing|account|services|sales? statement|statements|stmt|stmts|history|reports|report
            card processing
            credit card|cards processing? statement|statements
            merchant statement|statements|account statements?
            square|stripe|clover|toast|paypal|shopify|amazon|worldpay|moneris|zettle|sumup|heartland|elavon|fiserv|pdq|acquirer|doordash|etsy|ebay _1 statement|statements|report|reports|summary|summaries|payouts|settlement|settlements|history|processing|dashboard|printout|sales
            merchant|card|cards|credit|cc|processor|processing|batch|terminal|gateway|acquirer|acquiring statement|statements|stmts|stmt|reports|report|summary|summaries|printout|printouts|volume|history
            cc|credit|debit card? processing
            processor|processing|merchant account|services|processing? statement|statements|stmts
            processing statements|stmts|history|reports
            months|months'|statements|stmts|history|report|reports|sales|year|volume _1 from|of|off|out square|stripe|clover|toast|paypal|shopify|worldpay|moneris|zettle|sumup|heartland|elavon|fiserv|doordash
            """),
        ("document.void-check", .voidCheck, "A voided business check.",
            """
            void|voided|cancelled business|company|blank|corporate? check|cheque|chk|ck|checks
            bank letter
            void cheque
            copy of a? check|cheque
            deposit form|slip|info|information|coupon
            direct deposit form|slip|info|information|letter|authorization?
            bank|account letter|confirmation|verification|details letter|confirmation|form|proof
            void|voided|cancelled|canceled|blank|specimen|sample business|company|corporate|starter? check|checks|cheque|cheques|chq|chk|ck
            check|cheque|chq image|copy|photo|picture|scan
            """),
        ("document.drivers-license", .driversLicense, "Color copy of the owner's driver's license.",
            """
            driver's|drivers|driver|driving|drives|owner's|owners license|licence|lic|licenses|id
            dl|dls|dl's
            photo|picture|government|govt|gov't|valid|state|issued|copy|clear issued|of? photo|a|the|his|her|owner's? id|identification|license|licence
            passport
            copy of|front the|his|her|their|owner's|your|a|both? license|id|licence
            id for|of|from the|each|both|all|owner|owners
            ids
            proof of identity|id
            driver's|drivers|driver|driving licence|license|lic|licenses|licences|id|permit
            cdl|cdls|licences|photocard|photo-id|pic-id|id's|dl's|drivers-license
            license|licence|id|ids|dl|passport _1 front|back|both|copy|photo|picture|pic|scan|image
            copy|copies|photo|photos|picture|pic|scan|image|front|back of the|his|her|their|owner's|your|a|both|each? driver's|drivers|valid|current? license|licence|licenses|licences|lic|dl|id|ids|passport|passports
            id card|cards|document|documents|copy|copies
            state|government|gov|govt|photo|picture|pic|personal|valid|current|unexpired|legible|color|colour issued? photo? id|ids|identification|license|licence|passport
            kyc|identity|identification document|documents|docs
            owner|owners|owner's|guarantor's|director|directors|principal|principal's|both|each|second|other id|ids|license|licence|dl|dls|passport|passports
            """),
        ("document.application", .signedApplication, "A signed application.",
            """
            signed|completed|complete|new|updated|executed|filled|full|our|fresh|corrected|missing application|app|out|apps
            application|app _3 signed|signature|complete|completed|page|sign|executed|initialed
            signature page|on
            re|resign sign|the app|application
            signed|sign _3 application|app
            application|app form
            completed out? application|app
            one page app|application
            signed|completed|complete|new|updated|executed|filled|full|our|fresh|corrected|missing|unsigned|wet|revised|current|dated|initialed application|app|apps|form|forms
            application|app|apps _3 unsigned|undated|incomplete|blank|isn't|wasn't|not|needs|need|missing|signed|dated|initialed|resigned|re-signed
            page|pages|p|signature|signatures|initials|date #? of|on|from|to|for the|his|her|their|your|our? application|app
            loan|credit|funding|business|merchant|client|our|your|company application|app form|signed|completed|page|pages?
            sign|resign|re-sign|complete|fill|finish|date|initial|execute _3 application|app|form|apps
            wet|e|electronic|docusign|ink signature|signatures on|for?
            second|other|both|2nd|co owner's|owners|partner's|applicant's|guarantor's signature|signatures
            """),
        ("document.tax-returns", .taxReturns, "Business tax returns for 2023 and 2024.",
            """
            tax|business|personal|corporate|vat|company|federal return|returns
            taxes|return|returns for|from|#
            tax docs|documents|filings|filing
            1120|1120s|1065|1040|sa302|t2
            vat returns|return
            # tax returns|return
            year|years|yrs of? tax|business|returns|taxes returns?
            tax returns|return|transcripts
            1120s|1120-s|1120|1065|1040|1040s|t2|t2s|t1|t1s|sa302|sa302s|itr|itrs
            tax|taxes transcript|transcripts|return|returns|filings|filing|docs|documents|statements|assessment|assessments|overview|overviews|form|forms|year
            business|personal|corporate|corp|company|federal|income|filed|recent|last|latest|prior|previous|# tax|taxes|years|year's tax? returns|return|taxes
            last|past|previous|recent|prior #? years|year|yrs|yr|year's|years' _1 tax|taxes|returns|return|filings
            # years|year|yrs of? _1 taxes|tax|returns|return
            returns for|from #|both|last|the
            t1|t2|t4 general|generals|slips
            self assessment|assessments
            vat|gst|hst|bas|sales tax? return|returns|filing|filings|statement|statements
            schedule|sched|sch c|e|f
            déclarations|déclaration|avis d'impôt|d'impôts|de|fiscales|fiscale|tps|cotisation
            avis de cotisation
            1120s|1120|1065|1040|1120-s|t2|sa302
            2022|2023|2024|2025 return|returns|taxes|filing
            # return
            # and|& # returns
            """),
        ("document.profit-loss", .profitAndLoss, "Year to date profit and loss.",
            """
            p&l|p&ls|pnl|p&l's
            profit|profits and|&|n loss|losses
            p and|& l
            bwa
            interim financials|accounts
            income _2 expense|expenses
            year to date financials|numbers|p&l
            income statement|statements
            p l
            financials|financial statement|statements|accounts?
            management accounts
            ytd financials|p&l|profit
            p&l|p&l's|pnl|pl|p-l|p&ls|pnls
            profit|profits _1 loss|losses
            p|p's and|n|&|or l|l's
            interim|interims|ytd|internal|management|mgmt|company|quarterly|year-end|yearend|corporate|cpa|recent|current|business financials|financial|p&l|pnl
            interim|interims|ytd|internal|management|mgmt accounts|figures|statements|statement
            year end financials|statements|accounts|financial
            financial|financials statements|statement|accounts|pack|package|report|reports|for|through
            income|operating statement|statements
            statement of operations|income|earnings
            management|mgmt|mgt accounts|figures|pack|information
            états|etats|estados financiers|financieros
            compte|cuenta|estado|état|etat _1 résultat|résultats|resultados
            """),
        ("document.balance-sheet", .balanceSheet, "Balance sheet as of January 31.",
            """
            balance sheet|sheets
            bs and|p&l
            bal|balance sht|sheet|sheets
            b s
            balance sheets
            bilan|bilanz|bilans
            balance general
            statement of financial position|condition
            assets and liabilities
            """),
        ("document.ar-aging", .receivablesAging, "A/R aging.",
            """
            a r aging|ageing|report|schedule|list
            ar aging|ageing|report
            aging|ageing|aged report|schedule|summary|debtors|debtor|receivables|list
            receivables|receivable aging|ageing|report|schedule|list
            a r
            debtors ledger|list
            aging|ageing
            a r aging
            accounts receivable
            a|ar|ap r? aging|ageing|aged
            ar|receivables|receivable|debtors|debtor|debtors'|sales report|ledger|schedule|list|listing|detail|breakdown|aging|ageing|book
            aged debtors|debtor|debt|receivables|receivable|ar|listing|report
            outstanding receivables|receivable
            accounts receivable|receivables aging|ageing|report|list|ledger?
            aging|agings|ageing|agings of|report|for|summary|by
            """),
        ("document.debt-schedule", .debtSchedule, "Business debt schedule, signed.",
            """
            debt schedule|sched|schedules|summary|list
            schedule|list of all|the|current|outstanding|existing? debts|debt|liabilities|loans|obligations|advances|creditors
            business debt schedule
            debt|debts|loan|loans|liability|liabilities|mca|advance|position|positions|creditor|lender|obligation _1 schedule|sched|schedules|list|listing|summary|breakdown|worksheet|sheet
            schedule|list|listing|breakdown|summary|rundown|table|detail|details of|on all? _2 debt|debts|loans|liabilities|advances|positions|creditors|lenders|obligations|mcas|borrowings|funders|payoffs|balances
            bds
            list|listing|breakdown _2 all|every|each|any _3 debt|debts|loans|advances|creditors|positions|obligations|lenders|funders
            schedule of debt|debts|liabilities
            """),
        ("document.payoff-letter", .payoffLetter, "Payoff letter from the current funder.",
            """
            payoff|pay|buyout off? letter|leter|letters|statement|statements|amount|quote|figure|figures|balance|info|from|letr|ltr
            balance letter|letters|statement|confirmation
            settlement figure|letter|statement
            redemption statement|figure|letter
            buyout|payoff letters|figures
            payoff|pay-off|payout|pay|pay off|out? letter|letters|letr|ltr|ltrs|statement|statements|quote|demand|figure|figures|confirmation|request|doc|docs
            settlement|redemption|discharge|buyout|closing letter|letters|statement|statements|figure|figures|quote|confirmation
            current|outstanding|remaining|existing balance letter|letters|statement|statements|confirmation
            balance|balances letter|letters|statement|confirmation|verification|letter's
            letter|letters|statement|statements|confirmation|figures|something|doc _3 balance|balances|payoff|payoffs|owed|owing|outstanding
            # day payoff|pay-off|payout letter|letters|statement|quote|good|from
            updated|fresh|new|written payoff|payoffs|pay-off|payout
            pos|po letter|letters
            """),
    ]
}
