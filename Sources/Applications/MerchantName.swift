import Glibc
import Kernel
import Storage

/// A merchant's names by their longest word: which merchants a text names is asked of the index, not of every merchant.
package enum MerchantName {
    /// Shorter names are no evidence.
    private static let shortest = 4

    /// Stores the names of an application anew.
    static func write(_ names: [String?], of id: Application.ID, tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM merchant_name WHERE tenant_id = \(tenant) AND application_id = \(id)")
        for name in Set(names.compactMap { $0.map(Folding.company) }) where name.utf8.count >= shortest {
            try db.run(
                """
                INSERT INTO merchant_name (tenant_id, word, application_id, name)
                VALUES (\(tenant), \(word(of: name)), \(id), \(name))
                """)
        }
    }

    /// Stores the names of all applications that were written before the index was there.
    package static func index(_ db: Connection) throws {
        let rows = try db.rows(
            """
            SELECT tenant_id, id, legal_name, trade_name
              FROM application
             WHERE NOT EXISTS (SELECT 1 FROM merchant_name
                                WHERE merchant_name.tenant_id = application.tenant_id
                                  AND merchant_name.application_id = application.id)
            """)
        for row in rows {
            try write([row["legal_name"], row["trade_name"]], of: row["id"], tenant: row["tenant_id"], db)
        }
    }

    /// The first of the longest.
    private static func word(of name: String) -> String {
        var longest: Substring = ""
        for word in name.split(separator: " ") where word.utf8.count > longest.utf8.count { longest = word }
        return String(longest)
    }
}

/// A text in which merchants' names are looked for: folded, with its words.
package struct NamingText: Sendable {
    private let folded: String
    /// Each once, and the first again and again up to a power of two: so few statements differ in their length.
    package let words: [String]

    package init(_ parts: [String]) {
        folded = " " + parts.map(Folding.fold).joined(separator: " ") + " "
        var known: Set<Substring> = []
        var words: [String] = []
        for word in folded.split(separator: " ") where known.insert(word).inserted { words.append(String(word)) }
        var length = 64
        while length < words.count { length *= 2 }
        if let first = words.first { words += Array(repeating: first, count: length - words.count) }
        self.words = words
    }

    /// Whether a folded name stands in the text as whole words.
    package func names(_ name: String) -> Bool { strstr(folded, " \(name) ") != nil }
}
