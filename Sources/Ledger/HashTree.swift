import Crypto

/// A tree of hashes over the rows of a journal between two heads (RFC 6962, section 2.1), so that one row is shown to be
/// among them by a few hashes, and no other row. Its leaves are the rows' own hashes.
struct HashTree: Sendable {
    /// The roots of full trees, the largest first; each is of half as many leaves as the one before, or fewer.
    private var parts: [(size: Int, root: Digest)] = []

    var isEmpty: Bool { parts.isEmpty }

    static func leaf(_ hash: Digest) -> Digest { Digest(of: [0] + hash.bytes) }

    static func node(_ left: Digest, _ right: Digest) -> Digest { Digest(of: [1] + left.bytes + right.bytes) }

    mutating func add(_ hash: Digest) {
        var part = (size: 1, root: Self.leaf(hash))
        while let last = parts.last, last.size == part.size {
            parts.removeLast()
            part = (last.size * 2, Self.node(last.root, part.root))
        }
        parts.append(part)
    }

    /// Nil of no leaves.
    var root: Digest? {
        guard let last = parts.last else { return nil }
        return parts.dropLast().reversed().reduce(last.root) { Self.node($1.root, $0) }
    }

    static func root(_ hashes: some Collection<Digest>) -> Digest? {
        var tree = HashTree()
        for hash in hashes { tree.add(hash) }
        return tree.root
    }

    /// What leads from the leaf at `place` to the root: the other side's root at each step, from the leaf up.
    static func path(to place: Int, in hashes: ArraySlice<Digest>) -> [Digest] {
        precondition(hashes.indices.contains(hashes.startIndex + place), "the leaf is in the tree")
        guard hashes.count > 1 else { return [] }
        var half = 1
        while half * 2 < hashes.count { half *= 2 }
        let middle = hashes.startIndex + half
        let (left, right) = (hashes[..<middle], hashes[middle...])
        let isLeft = place < half
        let below = isLeft ? path(to: place, in: left) : path(to: place - half, in: right)
        guard let other = root(isLeft ? right : left) else { preconditionFailure("both sides have leaves") }
        return below + [other]
    }
}
