/// Why a file was refused, by what the merchant owes and how it pays: read only where a refusal stands.
enum CreditReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.positions", .existingPositions, "Five positions already, over-leveraged.",
            """
            positions|posistions|stacked|stacking|stacker|stackers|overleveraged|overextended|overstacked|leveraged|leverage|overburdened|overloaded|surendettement
            over|too|heavily|highly|fully|already|overly leveraged|extended|levered|indebted|committed|exposed|stacked|loaded
            @many ~3 advances|positions|mcas|loans|debt|lenders|funders|daily|dailies|pulls|balances|obligations|mca|debits|financing
            existing|multiple|several|open|active|current|outstanding|other|undisclosed|pre advances|advance|mcas|mca|loans|funders|lenders|fundings|financing|position|debt|balance|balances|loan
            open|existing|outstanding|current|active _2 balance|balances|advance|loan|position with|from|at|to
            took|taken|taking|takes|grabbed|added|adding|stacked|fresh|another|second|new|recent|newer|got|picked _4 advance|advances|mca|mcas|loan|position|positions|debit|debits|funding|stack
            first|1st|second|2nd|third|3rd|1 position|pos only
            debt|dti|holdback|withholding|leverage|ratio|payments|debits _4 high|load|heavy|ratio|service|exceeds|over|too|burden|capacity|eating|stack
            already|paying|has|have|with|carrying|servicing|to|plus|behind _1 #|two|three|four|five|six|several|multiple other|outstanding|open|active|more|daily? funders|funder|lenders|advances|positions|mcas|others|loans|payments|debits|pulls|guys|companies|dailies|funding
            # active|open|current|existing|outstanding|other|daily|weekly? advances|mcas|positions|funders|lenders|loans|mca|pos
            new|additional|more|undisclosed|extra _1 debt|debit|debits|loans|mca|mcas|advance|advances|positions|stacking|lenders
            # daily|dailies|weekly|weeklies pulls|debits|payments|positions
            # dailies|weeklies
            no room|capacity
            upside down|underwater
            paying|carrying _2 # _1 funders|lenders|a|daily|companies
            daily|weekly debits|payments|pulls _4 eating|take|taking|eat|high|heavy|of|going|over
            debt|advances|loans|obligations load|service|stack|burden|already|outstanding|level|levels
            reverse|consolidation|refinance already|on
            demasiados|varios|otros|tres|dos|cuatro|muchos adelantos|anticipos|préstamos|prestamos|deudas
            adelantos|anticipos|préstamos|prestamos activos|vigentes|abiertos
            too much|many out|outstanding|paper|exposure|leverage|debt|already
            maxed|tapped|stretched|leveraged|loaded|stacked|levered|lent out|thin|up|to|already|enough
            closed|funded|signed|took|taken|got|closing|fund with two|three|another|other|several|multiple|2|3|somebody|someone|different _2 funder|funders|lender|lenders|companies|others|else
            another|other|second|new|different funder|lender|company|advance|mca|position _3 in|already|on|ahead|before|since|hit|showing|paying|just
            already|currently has|have|had|in|at|with|carries|paying|owes #|two|three|four|five|six|other
            #|third|fourth|fifth|3rd|4th|5th|6th|sixth position|pos|lien
            others|funders|lenders|advances ahead of|in us|front
            behind #|two|three|four|five|several|other|others
            in|has|have #|two|three|four|five|six|several|multiple other? positions|advances|deep|stacked|already
            # deep|pos|positions|positiions|mca
            piling|piled|layering|layered|juggling _1 on|up|debt|advances|funders|positions
            robbing|rob peter
            balance|balances|owes|owed|outstanding _3 with|to|from|at _1 other|another|several|multiple|#|two|three
            bestehende|laufende kredite|darlehen|vorschüsse
            plusieurs|autres avances|prêts|dettes
            hasn't|not|isn't|below|under|less paid|50|half|50%|down _1 down|half|enough
            gearing|geared|overgeared|over-geared|over-leveraged|over-stacked|over-extended|over-indebted|overindebted|over-committed|overcommitted
            too|over|so|heavily|highly|way much|many|deep|far? debt|out|leverage|geared|gearing|borrowing|borrowings|lending|paper|exposure
            up to his|her|their eyeballs|ears|neck|eyes|gills
            to the gills|hilt|max|brim|eyeballs
            #|four|five|six|three|two deep
            strictly|only|always|just|exclusively first|1st|second|2nd _1 position|pos|paper|lien|place|position|only?
            not|won't|don't|can't|cannot|no|never _3 second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|behind position|pos|place|spot|lien|anyone|other|another|existing|two|three|four|his|her|the
            second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th in|spot|place|seat|out|behind|position|pos
            already|currently _3 funded|advanced|borrowed|paying|owes|owe|carrying|servicing|has|have _3 others|else|elsewhere|another|other|several|lenders|funders|advances
            funded|advanced|renewed|refinanced|borrowed _2 by|with|from|elsewhere _2 another|someone|somebody|other|others|competitor|else|elsewhere|different
            balance|balances|position|positions|advance|advances|loan|loans|line|debits|payment|payments with|to|from|from ondeck|kabbage|fundbox|bluevine|square|paypal|shopify|stripe|amazon|sba|eidl|toast|clover
            ondeck|kabbage|fundbox|bluevine|square|paypal|shopify|stripe|eidl|toast|clover loan|advance|capital|position|debit|debits|balance|payment|payments|and|outstanding
            # other|others|different|additional|separate|open|active|existing|current|outstanding _1 funders|lenders|advances|positions|mcas|loans|companies|shops|debits|facilities|creditors
            debt|leverage|obligations|borrowings|indebtedness _2 too|very|already|excessive|high|heavy|level|levels|ratio|load|stack
            too|over exposed|committed|burdened|loaded
            existing|current|outstanding|excessive|heavy|high|significant|substantial|other|additional|undisclosed|new|recent _1 debt|obligations|indebtedness|borrowings|liabilities|leverage|exposure|stacking|facilities|finance
            excessive|too|heavy|high number? of? stacking|leverage|obligations|positions|advances|debt|lenders
            new|fresh|recent|another|second|third|extra|undisclosed|additional|more position|advance|mca|debit|funder|lender|loan|money|funding _2 hit|showing|posted|since|on|landed|last|this|in|just|appeared|showed|went|came
            just|recently|already took|taken|got|grabbed|funded|closed|signed|picked|received|landed _3 with|from|elsewhere|advance|loan|money|funding|deal|position|another
            owes|owe|owing money|to? $ to|with|across|between _2 others|other|funders|lenders|another|someone|several|two|three|four
            blanket|senior ucc|lien|lienholder|lender
            no|little room|capacity|space for|left|to|another|behind|in
            holdback|withholding|payments|debits|dailies _3 half|third|most|eating|chewing|swallowing|consuming|too|already
            way|lot|amount|level too|of much? debt|leverage
            existing|other|current|outstanding|those|these repayments|facilities|commitments|borrowings|finance
            do|take|fund|buy|want|finance firsts|1sts
            firsts|1sts only
            another|more|one bite|mouth|hand|straw
            daily|weekly? debits|dailies|weeklies|pulls _2 coming|hitting|already|leaving
            repayments _2 stripped|taken|netted|backed out
            already|has|have|and|paying|owes ondeck|kapitus|credibly|fundbox|bluevine|iwoca|youlend|liberis|capify|prospa|moula|kabbage|libertas|yellowstone|kalamata|headway|lendr|forward|rapid|everest|pearl
            mouths to feed
            only|just|always go|come|play|sit|work|fund|lend in? first|1st
            balance|advance|loan|position|debt elsewhere
            debt service _3 eats|eat|eating|takes|taking|consumes|ratio|coverage|is|at
            somebody|someone else funded|closed|financed|advanced
            holdback|withholding|retrieval _6 more|over|above|exceeds|past #
            across all|every|his|their|the _1 advances|positions|funders|mcas
            loan|loans|advance|finance|facility with _3 still|running|outstanding|open|live|active
            #|two|three|four|several|multiple lenders|funders|others|parties|creditors|companies _3 ahead|front|before|line
            secured party|parties|creditor|creditors
            other|more|these|those|three|four|five|two # achs|ach|debits|pulls|dailies|weeklies
            hit|pulled|debited|drained by|from _2 other|two|three|four|several|multiple
            other|another|existing daily|weekly|dailies|ach|achs|pulls|debits
            signed|closed|funded|went with another|other|different|second shop|funder|lender|company
            on top of what|his|her|their|other|existing|those|the
            nothing|little|no|not _1 left|room for us|me|another|anyone
            count|counted|counting|see|seeing|find|found|show|shows #|two|three|four|five|six|several other? dailies|weeklies|debits|lenders|funders|positions|advances|loans|achs|pulls
            until|once|unless _3 loan|advance|position|balance|lender|funder is|are|gets gone|paid|cleared|settled|off|closed
            """),
        ("reason.default", .priorDefault, "Defaulted with another funder, still open.",
            """
            default|defaulted|defaults|defaulting|defaulter
            charge|charged off|offs
            chargeoff|chargeoffs|writeoff
            written|wrote off
            slow|missed|late|stopped|blocked|delinquent|non|modified|bounced|returned|delinquency|poor _2 pay|payments|payment|paying|ach|debits|obligations
            delinquent|past|derogatory _3 credit|obligations|accounts|due
            payment|repayment|pay|poor history|performance|record|default
            datamerch|datamerchant
            data merch|merchant|base
            database hit|match|alert
            in|sent|with|to collections|collection
            owes|owing us|them money|balance
            burned|stiffed|screwed us|them|me|other|someone|another|funders|lenders
            unpaid advance|balance|loan|advances|funder|funders|lender|lenders
            funders|lenders|advances unpaid|stiffed|burned
            stacked on us
            past|over due
            behind|delinquent on|with his|her|their|the|other|existing|payments|loan|us
            missed # payments
            repo|repossession|repossessed
            stopped|blocked|reversed|bounced|pulled|cancelled|stop _2 payment|payments|ach|debits|paying|us|them
            stop payment|payments
            not|isn't|never paying|performing|honored|paid _2 lender|funder|advance|back|off|us|them?
            settled|settling|settlement|workout|reconciliation _3 lender|funder|mca|less|with|advance|balance|previous
            debt|mca relief|settlement|resolution
            went|gone|going bad|south|sideways on|with
            impago|impagos|incumplimiento|moroso|défaut|impayé|impayés|zahlungsausfall
            bad|negative|poor mark|pay|payment|history|performance|record|reference|experience|debt
            mca|funder|lender|merchant blacklist|database|watchlist|list
            blacklisted|blacklist
            default|defaults|defaulted|defaulting|delinquency|delinquencies|breach|breached ~4 funder|lender|mca|advance|loan|bank|us
            history|record|pattern of default|defaults|nonpayment|delinquency|missed|late|slow
            skipped|ran|walked|bailed|stiffed|burned|burnt|screwed|hosed|scammed|shafted out? on? us|them|a|another|his|her|their|two|three|last|previous|prior|funder|lender|one
            settled|settle|settlement|settling|compromised _4 less|pennies|cents|dollar|partial|shortfall|short
            pennies|cents on the dollar
            written|wrote|write|charged|charge off|down
            writeoff|write-off|write-offs|charge-off|charge-offs|chargeoff|chargedoff|charged-off
            workout|forbearance|hardship|restructured|restructure|restructuring plan|agreement|arrangement|with|on
            stopped|quit|stops|ceased|refused|blocked|skipped|missed|bounced|cancelled|canceled|reversed|revoked|pulled _2 payments|payment|paying|ach|achs|debits|dd|remittances|remitting
            bad|poor|rough|terrible|slow|delinquent|unsatisfactory|late|prior|negative payor|payer|paying|pay|payment|payments|repayment|repayments|experience|history|standing|loss
            on our bad|do|black|naughty|dnf|no not|list|fund|lend?
            loss|losses with|on|from us|him|her|them|prior|previous
            legal|lawsuit|suit|action|judgment with|from|by another|other|prior|previous|a|his|her|mca funder|lender|funders|mca
            paid|pays|paying us|them? late|slow|slowly|badly
            behind|delinquent|past|arrears with|on|due|in _2 his|her|their|other|existing|current|another|the|us|payments|loan|rent|mortgage|lender|funder|obligations
            sent|went|gone|placed|turned to|in|into|over collections|collection
            owes|owed|owing us|our _3 from|since|money|balance|still
            still owes|owed us
            holding the bag
            lost|losing money|ours|our|a? _2 with|on this|him|her|them|same|that owner|guy|merchant|man
            burned|burnt|burns|stiffed|stiffs|skipped|shafted|screwed us|me|others|another|other|funder|lender|greenbox|someone|somebody|out
            walked|ran|skipped|bailed|burned|burnt|stiffed|defaulted _2 from|on|out|off|away _3 advance|advances|loan|loans|funder|funders|lender|lenders|deal|@competitor|position
            burned|burnt|stiffed|screwed|hosed @competitor
            stopped|stops|blocked|blocking|revoked|pulled the|his|her|their|our|all ach|achs|debits|payments|payment|pulls
            """),
        ("reason.bankruptcy", .bankruptcy, "Open chapter 13 bankruptcy.",
            """
            bankruptcy|bankruptcies|bk|bks|bankrupt|insolvency|insolvent|iva|liquidation|receivership|faillite|quiebra|insolvenz|bancarrota
            chapter|ch|chap|chpt 7|11|13|#
            filed for? chapter|ch|chap|bankruptcy|bk|protection
            undischarged
            discharged|dismissed|discharge _3 bankruptcy|bk|chapter|last|in
            in administration
            winding up
            cva|cvl|reorganization|reorganisation|administrators|ccaa|dro|sequestration
            consumer proposal
            chapter|ch seven|eleven|thirteen|#
            subchapter v
            concurso|redressement|insolvenzverfahren
            bankruptcy|bk|bankrupt ~3 open|active|recent|prior|discharged|dismissed|filed|filing
            in|under|entered|filed administration|receivership|liquidation|bankruptcy|bk|insolvency|reorganization
            iva|cva|ivas|dro|ccaa|sequestration|trust-deed
            trust deed
            personal|business|corporate|prior|previous|recent|open|active|discharged|undischarged|dismissed bk|bankruptcy|insolvency|bankruptcies
            chapter|ch|chap 7|11|13|seven|eleven|thirteen|vii|xi|xiii
            through|into|in|entered|entering|under administration|liquidation|receivership|insolvency
            """),
        ("reason.credit-score", .lowCreditScore, "The guarantor's FICO of 571 is below the 640 floor.",
            """
            fico|ficos|beacon|vantage
            credit score|scores|rating|issues|challenges|problems|grade
            @low ~3 credit|score|scores|fico
            @score ~6 @minimum|@low
            # fico|score|credit|beacon
            score|scores #
            credit|experian|equifax|transunion|bureau _2 #
            too|many|lot|bunch _2 collections|lates|inquiries|chargeoffs|derogs
            thin|no|limited|insufficient credit file|history|profile|bureau
            sub|below|under|beneath|less|shy # credit|fico|score
            @score ~4 sub|short|shy|under|beneath|isn't|not|doesn't|tanked|dropped
            bonität|schufa|buró|cote crédit?
            credit|score|scores|bureau|fico|beacon _2 @low
            @low _2 credit|score|scores|bureau|fico|beacon
            # credit|fico|score|beacon|bureau|tu|eq|ex
            credit|bureau|fico|score _2 tanked|cratered|crashed|dropped|fell|collapsed|plummeted|sank|slipped
            credit _3 shot|trash|trashed|rough|ugly|bruised|wrecked|tanked|beat|banged|damaged|bad|poor|awful|terrible|horrible|garbage|toast|subprime|challenged|impaired|unacceptable
            poor|bad|weak|low|adverse|derogatory|impaired|damaged|negative|unsatisfactory|insufficient|subprime|blemished personal|business|commercial|consumer? credit|bureau
            derogs|derogatories|derogatory|lates
            @minimum _3 fico|score|credit|beacon|bureau
            fico|score|credit|beacon|bureau _3 @minimum
            dti|utilization|utilisation
            score|fico|beacon|bureau _3 below|under|beneath|sub|at|of|is|was|came _2 #
            low|mid|high|sub|under|below|upper # fico|score|credit|beacon
            @minimum _2 fico|score|beacon|bureau|credit _3 #
            @they|owner's|owner|guarantor's|guarantor|principal's|signer's|borrower's @be? a|an|at? 4#|#  fico|score|credit
            low|mid|high|sub 400s|500s|600s|500|600|400s
            charge offs|off
            charge-offs|chargeoffs|charge-off|collections|derogs|lates
            experian|equifax|transunion _4 #
            """),
        ("reason.credit-score.topic", .lowCreditScore, "Credit history.",
            """
            credit profile|history|report|quality|standing|worthiness
            creditworthiness
            personal credit
            recent|several|multiple derogs|derogatories|lates|collections
            scorecard|scoring
            bad|poor|weak|low|rough|ugly|damaged credit
            credit _2 low|poor|weak|bad|subprime|rough|ugly|challenged
            """),
        ("reason.liens", .taxLienJudgment, "An unreleased federal tax lien.",
            """
            @lien
            tax|taxes debt|debts|issue|issues|arrears|owed|problem|problems|liability|balance|lien|liens|warrant|warrants|delinquent
            unpaid|back|delinquent|owed|outstanding tax|taxes
            owes|owed|owe|owing|behind|arrears|debt|debts|due _5 tax|taxes|irs|hmrc|vat|paye|cra|revenue|hst|gst|sars
            vat|paye|tax|hst|gst account? is|are|in|of? arrears|overdue|behind
            time to pay
            payment|installment plan|arrangement|agreement with the? irs|state|hmrc
            garnished|levied
            ucc blanket|lien
            impuestos|steuerschulden|embargo|embargos
            payroll|sales|back|property|unpaid|delinquent|overdue|outstanding tax|taxes|withholding|paye|vat|941s
            ato|cra|ftb|edd|comptroller|treasury|sars _4 debt|owed|lien|arrears|payment|plan|debts|owes|levy|default
            department|dept of revenue|taxation|labor
            court judgment|judgement|order|decree
            abstract of judgment|judgement
            lis pendens
            charging order
            statutory demand
            garnishment|garnishments|garnishing|levied|levying
            dette|dettes|deuda|deudas fiscale|fiscales|fiscal
            uncle sam
            irs|hmrc|cra|ato|sars|state|federal|revenue _2 lien|liens|levy|levies|debt|debts|balance|arrears|judgment|warrant|payment|plan|money|taxes
            lien|liens|judgment|judgments|judgement|judgements|levy|ccj|ccjs|garnishment|warrant ~3 open|active|unpaid|unsatisfied|outstanding|new|recent|filed|against|unreleased|satisfied|unresolved
            owes|owe|owing|owed|behind|arrears|delinquent _3 irs|hmrc|cra|ato|taxes|tax|taxman|vat|paye|gst|hst|revenue|treasury|government|state|irs's
            unfiled|unpaid|back|delinquent|overdue|outstanding|late|past|owed|unresolved|unremitted due? tax|taxes|returns|vat|paye|gst|hst|withholding|payroll|source|941
            tax lien|liens|debt|debts|levy|problem|problems|issue|issues|trouble|arrears|warrant|liabilities|liability|bill
            taxman|tax-man
            installment|payment|repayment arrangement|plan|agreement with|on _2 irs|hmrc|cra|ato|taxes|tax|state
            court judgment|judgments|judgement|orders
            county court
            tax|vat|hmrc|paye|irs|ato payment? plan|arrangement|ttp _3 missed|default|defaulted|broken|broke|behind|lapsed
            irs|hmrc|ato|cra|taxman|revenue|state on|after|chasing _2 back|him|her|them|his
            arrears|debt|balance|liability of|to|with _2 hmrc|irs|ato|cra|vat|paye|tax|taxes
            hmrc|vat|paye|irs|ato|cra|tax arrears|debt|debts|liability|liabilities|balance|owed|bill
            state|commonwealth|county|irs|government of? _2 has _2 claim|lien|levy|warrant|judgment
            claim|charge on|over everything|all|assets|his|her|their
            """),
    ]
}
