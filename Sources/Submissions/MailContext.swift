import Applications
import Funders
import Kernel
import Templates

/// The values of the names that a submission mail's templates may use (`MailVariables`).
enum MailContext {
    static func value(_ facts: SendingFacts, _ terms: FunderTerms, files: [(name: String, label: String)]) -> Value {
        var context = base(facts, terms)
        context["documents"] = .list(files.map { ["name": .string($0.name), "label": .string($0.label)] })
        return .object(context)
    }

    private static func base(_ facts: SendingFacts, _ terms: FunderTerms) -> Value.Fields {
        let fields = facts.application.fields
        let money = { (cents: Cents?) in Value(cents.map { fields.currency.shown($0) }) }
        var context = Value.Fields()
        context["application"] = [
            "reference": .string(facts.application.reference), "requested_amount": money(fields.requestedAmount),
            "requested_term": Value(fields.requestedTermMonths.map { "\($0) months" }),
            "use_of_funds": Value(fields.useOfFunds),
        ]
        context["merchant"] = [
            "legal_name": .string(fields.legalName), "trade_name": Value(fields.tradeName),
            "industry": Value(fields.industryName), "state": Value(fields.state ?? fields.region),
            "time_in_business": Value(facts.application.monthsInBusiness(today: facts.today).map(timeInBusiness)),
            "monthly_revenue": money(fields.monthlyRevenue), "annual_revenue": money(fields.annualRevenue),
            "fico": Value(fields.fico.map { "\($0)" }), "open_positions": Value(fields.openPositions.map { "\($0)" }),
        ]
        context["funder"] = ["name": .string(terms.name)]
        context["contact"] = terms.contactName.map { ["name": .string($0)] } ?? .null
        context["broker"] = [
            "name": .string(facts.senderName ?? facts.officeName), "company": .string(facts.officeName),
            "email": .string(facts.account.address),
        ]
        context["date"] = .string(facts.today.description)
        return context
    }

    private static func timeInBusiness(_ months: Int) -> String {
        months < 24 ? "\(months) months" : "\(months / 12) years"
    }

    /// The name under which a file goes out: by the funder's template, or the file's own.
    static func fileName(
        of file: ApplicationFile, number: Int, _ terms: FunderTerms, _ facts: SendingFacts
    ) throws -> String {
        guard let template = terms.fileNameTemplate else { return file.name }
        var context = base(facts, terms)
        context["document"] = [
            "code": .string(file.document.rawValue), "label": .string(file.document.label),
            "number": .string("\(number)"),
        ]
        context["file"] = ["name": .string(stem(file.name))]
        return try MailVariables.fileName(template, ending: ending(file.name), .object(context))
    }

    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    private static func ending(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "bin" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// The files of one mail: two never bear one name.
    static func distinct(_ files: [(name: String, file: EncodedFile)]) -> [(name: String, file: EncodedFile)] {
        var taken: Set<String> = []
        return files.map { wanted, file in
            var name = wanted
            var copy = 2
            while !taken.insert(name.lowercased()).inserted {
                name = numbered(wanted, copy)
                copy += 1
            }
            return (name, file)
        }
    }

    private static func numbered(_ name: String, _ copy: Int) -> String { "\(stem(name)) (\(copy)).\(ending(name))" }
}

extension SendingDesk {
    /// Subject and body: the funder's own templates where it has any, else the office's.
    func fill(_ terms: FunderTerms, _ context: Value) throws -> (subject: String, body: String) {
        let standard = try templates.mail("mail/submission", context)
        let subject = try terms.subjectTemplate.map { try MailVariables.line($0, context) }
        let body = try terms.bodyTemplate.map { try MailVariables.text($0, context) }
        return (subject ?? standard["Subject"] ?? "", body ?? String(decoding: standard.body, as: UTF8.self))
    }
}
