/// Shorter names of papers, and those of other languages.
enum ShortDocumentRules {
    static let all: [Rule] = rows.map { Rule($0, .document($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DocumentCode, String, String)] = [
        ("document.bank-statements.more", .bankStatements, "Bitte die Kontoauszüge senden.",
            """
            kontoauszüge|kontoauszug|kontoauszuege
            relevés|relevé|releves bancaires|bancaire|de
            estados|extractos de? cuenta|bancarios|banco
            rekeningafschriften|bankafschriften
            # months|months' _2 statements|stmts
            """),
        ("document.statements.bare", .bankStatements, "Send unlocked statements.",
            """
            statements|stmts|stmt
            banks|bankers|banking
            """),
        ("document.application.bare", .signedApplication, "Need the app.",
            """
            application|app|apps
            """),
        ("document.id.bare", .driversLicense, "Need ID.",
            """
            id|ids|i.d|identification
            """),
        ("document.void.bare", .voidCheck, "Send a void.",
            """
            void|voided|vc
            """),
        ("document.landlord.bare", .landlordContact, "Need landlord.",
            """
            landlord|landlord's
            """),
        ("document.tax.bare", .taxReturns, "Send taxes.",
            """
            taxes|returns
            """),
        ("document.months", .bankStatements, "Need November and December.",
            """
            need|needs|send|missing|get|have|want|wants|resend|waiting|see|provide|me|us|for|on|still _2 @months
            send|need|missing|get _1 may and|statement|statements
            all pages of _2 @months
            last|past|latest|recent|prior|previous # months|mos|month
            full|entire|whole year|twelve
            @months _1 and|&|,? @months
            @months @months
            @months please|pls|plz|too|also|missing|still|stmt|stmts|bank|statement|statements
            """),
        ("document.license.bare", .driversLicense, "Any update on the license?",
            """
            license|licence|lic|lisence|licens|licences
            """),
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
        ("document.tax-returns.more", .taxReturns, "Les déclarations fiscales.",
            """
            steuererklärung|steuererklärungen|steuerbescheid
            ct600|ct600s|t1|t4|t4s|t2125|noa|noas|1099s
            notice|notices of assessment
            schedule c
            bas|activity statements|statement
            gst|hst|vat returns|return|filings
            corporation tax
            declaración|declaraciones de? impuestos|renta
            déclaration|déclarations fiscale|fiscales
            business|personal|corporate _1 returns
            """),
        ("document.application.more", .signedApplication, "Una solicitud firmada.",
            """
            solicitud firmada|completa
            formulaire signé
            unterschriebener|unterschriebenen antrag
            signature page|pages
            """),
        ("document.ownership.more", .proofOfOwnership, "Articles and the OA.",
            """
            kbis|handelsregisterauszug|oa|asic
            articles
            confirmation statement
            companies house
            share certificate|certificates|register
            memorandum
            partnership deed
            corporate|company profile|extract|registry|search
            ownership chart|structure|percentages
            operating agreements
            """),
        ("document.other.more", .other, "Last two years' filed accounts.",
            """
            filed|statutory|annual|final|full accounts
            personal financial|finance statement|statements
            pfs|4506|4506c|4506t|8821|pod|pods|loe|poa
            4506 c|t
            tax portal _1
            written|short|brief|signed|quick explanation|note|memo|letter
            explanation letter|in|from|of|signed
            letter explaining|stating|from
            board resolution
            proof of address
            ap aging|ageing
            accounts payable
            listing|schedule of equipment
            installment|installments agreement|plan
            approval letter|email|from
            that approval|offer
            """),
        ("document.payoff.bare", .payoffLetter, "Need the payoff.",
            """
            payoff|payoffs|pay-off|pay-offs|payouts
            """),
        ("document.interview.bare", .voiceRecording, "Need the interview.",
            """
            interview|interviews
            """),
        ("document.lease.bare", .leaseAgreement, "Need the tenancy.",
            """
            bail|tenancy
            """),
        ("document.tax-numbers.bare", .taxNumbers, "Need his social.",
            """
            social|socials|soc|sin
            """),
    ]
}
