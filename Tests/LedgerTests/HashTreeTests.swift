import Crypto
import Kernel
import Storage
import TestDatabases
import Testing

@testable import Ledger

@Suite struct HashTreeTests {
    private static func hashes(_ count: Int) -> [Digest] { (0..<count).map { Digest(of: Array("row \($0)".utf8)) } }

    /// The root by the definition of RFC 6962, section 2.1.
    private static func root(_ hashes: ArraySlice<Digest>) -> Digest {
        if hashes.count == 1 { return Digest(of: [0] + hashes[hashes.startIndex].bytes) }
        var half = 1
        while half * 2 < hashes.count { half *= 2 }
        let middle = hashes.startIndex + half
        return Digest(of: [1] + root(hashes[..<middle]).bytes + root(hashes[middle...]).bytes)
    }

    /// The root to which a path leads (RFC 9162, section 2.1.3.2).
    private static func fold(_ leaf: Digest, _ place: Int, _ size: Int, _ path: [Digest]) -> Digest {
        var (place, last, value) = (place, size - 1, HashTree.leaf(leaf))
        for other in path {
            if place % 2 == 1 || place == last {
                value = HashTree.node(other, value)
                while place % 2 == 0, place > 0 { (place, last) = (place / 2, last / 2) }
            } else {
                value = HashTree.node(value, other)
            }
            (place, last) = (place / 2, last / 2)
        }
        return value
    }

    @Test func `N10 root and path are those of RFC 6962, for every leaf of trees of every size`() {
        #expect(HashTree().root == nil && HashTree().isEmpty)
        for size in 1...70 {
            let hashes = Self.hashes(size)
            let root = HashTree.root(hashes)
            #expect(root == Self.root(hashes[...]), "\(size)")
            for place in 0..<size {
                let path = HashTree.path(to: place, in: hashes[...])
                #expect(Self.fold(hashes[place], place, size, path) == root, "\(place) of \(size)")
            }
        }
    }

    @Test func `N10 verify finds a head whose root is not that of its rows, here or in the second place`() async throws
    {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  0  -
            post     t1      debit bank 500, credit wallet 500   → posted
            post     t2      debit bank 70, credit wallet 70     → posted
            """)
        let first = try #require(try await book.close(Book.day))
        try await book.check("post t3 debit bank 5, credit wallet 5 → posted")
        let second = try #require(try await book.close(Day(number: Book.day.number + 1)))
        let rows = try await book.database.read { db in
            try db.rows("SELECT hash FROM ledger_row ORDER BY seq").map { try $0.first(as: Digest.self) }
        }
        // Each root is over the rows behind the head before.
        #expect(first.root == HashTree.root(rows[..<2]) && second.root == HashTree.root(rows[2...]))
        #expect(try await book.isWhole())
        let other = LedgerHead(
            tenant: second.tenant, day: second.day, seq: second.seq, hash: second.hash, root: first.root)
        #expect(
            try await book.database.read { try LedgerReview.all(exported: [other], $0) }
                == .broken(tenant: book.tenant, seq: 3, .otherRoot(second.day)))
        try await book.database.write { db in
            try TestDatabases.dropGuards(of: "ledger_head", db)
            try db.run("UPDATE ledger_head SET root = \(second.root) WHERE day = \(first.day)")
        }
        #expect(
            try await book.database.read { try LedgerReview.all($0) }
                == .broken(tenant: book.tenant, seq: 2, .otherRoot(first.day)))
        // A head of before there were roots says nothing of them; the next one covers its rows too.
        try await book.database.write { try $0.run("UPDATE ledger_head SET root = NULL WHERE day = \(first.day)") }
        try await book.database.write { db in
            try db.run("UPDATE ledger_head SET root = \(HashTree.root(rows)) WHERE day = \(second.day)")
        }
        #expect(try await book.isWhole())
    }
}
