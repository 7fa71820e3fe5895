import Cohorts
import Kernel
import Web

extension Allocation {
    /// What is paid out of a cohort's wallet, and what it becomes (F56).
    package struct Payment: Sendable, Equatable {
        package let amount: Cents
        package let type: SupportType
        /// For so many participants; nil of what is no support.
        package let people: Int?
        /// What it is for, without names.
        package let note: String

        package init(_ amount: Cents, _ type: SupportType, for people: Int?, note: String) {
            precondition((people != nil) == type.isSupport, "support is for participants, and nothing else is")
            self.amount = amount
            self.type = type
            self.people = people
            self.note = note
        }

        static let mostPeople = CohortFunding.mostSeats

        static func read(_ reader: inout FieldReader) -> Payment {
            let amount = reader.cents("amount", in: Cents(1)...Cents.largest)
            let type: SupportType = reader.choice("support_type")
            let people = reader.optionalInteger("participants", in: 1...mostPeople)
            let isTold = reader.errors.contains { $0.field == "support_type" || $0.field == "participants" }
            if type.isSupport, people == nil, !isTold {
                reader.refuse("participants", code: "required", "say for how many participants it is")
            }
            if !type.isSupport, people != nil, !isTold {
                reader.refuse("participants", code: "no_support", "must be empty: it is no support of participants")
            }
            let note = reader.text("note", max: 500)
            return Payment(amount, type, for: type.isSupport ? people ?? 1 : nil, note: note)
        }

        // swift-format-ignore
        static let fields: [FieldShape] = [
            .required("amount", .money),
            .required("support_type", .choice(SupportType.allCases.map(\.rawValue)), "what it becomes, non-cash kinds first; overhead is no support"),
            .optional("participants", .integer, "for how many participants; of overhead none"),
            .required("note", .text(max: 500), "what it is for; no names"),
        ]

        /// What the history keeps of it.
        var detail: Value {
            [
                "amount_cents": .int(amount.count), "support_type": .string(type.rawValue),
                "participants": Value(people),
            ]
        }
    }
}

extension SupportType {
    /// What the form offers; none of them is chosen beforehand.
    static var choices: Value {
        .list(allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
