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
            # daily|dailies|weekly|weeklies pulls|debits|payments|positions|and?
            no room|capacity
            upside down|underwater
            paying|carrying _2 # _1 funders|lenders|a|daily|companies
            daily|weekly debits|payments|pulls _4 eating|take|taking|eat|high|heavy|of|going|over
            debt|advances|loans|obligations load|service|stack|burden|already|outstanding|level|levels
            way|lot|amount|level too|of much|debt|leverage? debt|leverage?
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
            unpaid advance|balance|loan|advances
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
            """),
    ]
}
