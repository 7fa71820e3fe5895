import Kernel
import Storage
import Web

/// What a contract owes its sponsor to be seen, as a kind, words and a number (H03).
package struct Entitlement: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case logoPlacement = "logo_placement"
        case mention
        case tournamentNaming = "tournament_naming"
        case other

        package var label: String {
            switch self {
            case .logoPlacement: "Logo placement"
            case .mention: "Mention"
            case .tournamentNaming: "Tournament naming"
            case .other: "Something else"
            }
        }
    }

    package let kind: Kind
    package let words: String
    package let number: Int

    /// What a tier is owed where the office never said otherwise.
    static func standard(_ tier: Sponsor.Tier) -> [Entitlement] {
        let (logos, mentions, names) =
            switch tier {
            case .platinum: (12, 12, 1)
            case .gold: (6, 6, 0)
            case .silver: (3, 3, 0)
            case .bronze: (1, 1, 0)
            }
        let list = [
            Entitlement(kind: .logoPlacement, words: "Logo placement at a competition", number: logos),
            Entitlement(kind: .mention, words: "Mention by the announcer", number: mentions),
            Entitlement(kind: .tournamentNaming, words: "A tournament bears the name", number: names),
        ]
        return list.filter { $0.number > 0 }
    }

    /// What a contract of that tier owes from now on.
    package static func of(_ tier: Sponsor.Tier, tenant: TenantID, _ db: Connection) throws -> [Entitlement] {
        let stored = try db.rows(
            """
            SELECT kind, words, number FROM sponsor_entitlement
             WHERE tenant_id = \(tenant) AND tier = \(tier)
               AND version = (SELECT max(newest.version) FROM sponsor_entitlement AS newest
                               WHERE newest.tenant_id = \(tenant) AND newest.tier = \(tier))
             ORDER BY place
            """
        ).map { Entitlement(kind: try $0["kind"], words: try $0["words"], number: try $0["number"]) }
        return stored.isEmpty ? standard(tier) : stored
    }

    /// Other entitlements of a tier, for contracts that are made from now on.
    package static func set(
        _ list: [Entitlement], for tier: Sponsor.Tier, _ act: SponsorshipAct, _ db: Connection
    ) throws {
        try act.scope.requireOffice()
        guard !list.isEmpty else { throw SponsorRefusal.nothingOwed }
        let former: Int =
            try db.value(
                """
                SELECT coalesce(max(version), 0) FROM sponsor_entitlement
                 WHERE tenant_id = \(act.tenant) AND tier = \(tier)
                """) ?? 0
        for (place, one) in list.enumerated() {
            try db.run(
                """
                INSERT INTO sponsor_entitlement (tenant_id, tier, version, place, kind, words, number, who, at)
                VALUES (\(act.tenant), \(tier), \(former + 1), \(place + 1), \(one.kind), \(one.words),
                        \(one.number), \(act.who), \(act.now))
                """)
        }
        try act.log(
            "sponsor_tier", act.tenant, "entitlements_set",
            detail: ["tier": .string(tier.rawValue), "entitlements": .list(list.map(\.value))], db)
    }

    static func read(_ reader: inout FieldReader) -> Entitlement {
        Entitlement(
            kind: reader.choice("kind"), words: reader.text("words", max: 300),
            number: reader.integer("number", in: 1...10_000))
    }

    /// As a list of objects, or a form's lines `mention 6 Mention by the announcer` in the field `…_lines`.
    static func list(_ name: String, _ reader: inout FieldReader) -> [Entitlement] {
        let lines = "\(name)_lines"
        guard reader.has(lines) else { return reader.objects(name, count: 50) { read(&$0) } }
        let text = reader.optionalText(lines, max: 10_000, lines: true) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count == 3, let kind = Kind(rawValue: words[0]), let number = Int(words[1]),
                (1...10_000).contains(number), words[2].unicodeScalars.count <= 300
            else {
                let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
                reader.refuse(
                    lines, code: "bad_line",
                    "each line must be a kind (\(kinds)), a number and words: mention 6 Mention")
                return nil
            }
            return Entitlement(kind: kind, words: words[2], number: number)
        }
    }

    /// As `list` reads it.
    package var line: String { "\(kind.rawValue) \(number) \(words)" }

    package var value: Value {
        [
            "kind": .string(kind.rawValue), "kind_label": .string(kind.label), "words": .string(words),
            "number": Value(number),
        ]
    }

    static var kinds: Value {
        .list(Kind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
