import Kernel
import Storage
import Web

/// How much each part of a score counts in an office; other weights are another version (G71).
package struct LeadWeights: Sendable, Equatable {
    package let version: Int
    private let weights: [LeadScore.Part: Int]

    // swift-format-ignore
    package static let own = LeadWeights(version: 0, [
        .contact: 15, .identity: 15, .revenue: 25, .timeInBusiness: 15, .need: 15, .credit: 15,
    ])

    package init(version: Int, _ weights: [LeadScore.Part: Int]) {
        self.version = version
        self.weights = weights
    }

    package subscript(part: LeadScore.Part) -> Int { weights[part] ?? 0 }
    var sum: Int { LeadScore.Part.allCases.reduce(0) { $0 + self[$1] } }

    static func read(_ reader: inout FieldReader) -> [LeadScore.Part: Int] {
        var weights: [LeadScore.Part: Int] = [:]
        for part in LeadScore.Part.allCases { weights[part] = reader.integer(part.rawValue, in: 0...1000) }
        if weights.values.allSatisfy({ $0 == 0 }) {
            reader.refuse(LeadScore.Part.contact.rawValue, code: "no_weight", "one weight must be above zero")
        }
        return weights
    }

    static let shapes: [FieldShape] = LeadScore.Part.allCases.map {
        .required($0.rawValue, .integer, "0 to 1000; only their proportions count")
    }

    /// Those in force; the program's own where the office has none.
    package static func current(tenant: TenantID, _ db: Connection) throws -> LeadWeights {
        let row = try db.row(
            """
            SELECT version, weights FROM referral_weights WHERE tenant_id = \(tenant) ORDER BY version DESC LIMIT 1
            """)
        guard let row else { return own }
        let stored: Value = try row["weights"]
        var weights: [LeadScore.Part: Int] = [:]
        for part in LeadScore.Part.allCases { weights[part] = Int(stored[part.rawValue]?.integer ?? 0) }
        return LeadWeights(version: try row["version"], weights)
    }

    package static func set(
        _ weights: [LeadScore.Part: Int], _ act: ReferralAct, _ db: Connection
    ) throws -> LeadWeights {
        try act.requirePerson()
        let version = try current(tenant: act.tenant, db).version + 1
        let new = LeadWeights(version: version, weights)
        try db.run(
            """
            INSERT INTO referral_weights (tenant_id, version, weights, who, at)
            VALUES (\(act.tenant), \(version), \(new.stored), \(act.who), \(act.now))
            """)
        try History.append(
            HistoryEntry(
                "referral_weights", act.tenant, "set", by: act.who, at: act.now,
                detail: ["version": Value(version), "weights": new.stored]), tenant: act.tenant, db)
        return new
    }

    private var stored: Value {
        var fields = Value.Fields()
        for part in LeadScore.Part.allCases { fields[part.rawValue] = Value(self[part]) }
        return .object(fields)
    }

    package var value: Value {
        [
            "version": Value(version), "weights": stored,
            "parts": .list(
                LeadScore.Part.allCases.map {
                    ["name": .string($0.rawValue), "label": .string($0.label), "weight": Value(self[$0])]
                }),
        ]
    }
}
