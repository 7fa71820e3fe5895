import Kernel

/// A process that works on these records. Several may, on several machines; each says again and again that it lives.
package struct Node: Sendable {
    package typealias ID = Identifier<Node>

    /// New at each start, and after a node was taken for dead.
    package let id: ID
    /// Machine and process number.
    package let name: String
    package let version: String
    /// False for a command that works beside those who serve.
    package let isServing: Bool
    package let startedAt: Moment
    /// By the node's own clock.
    package let seenAt: Moment
    /// Grows as long as the node lives. Others watch that it does, so that nobody's clock matters.
    package let beat: Int64
    /// Of the disk that holds the node's data folder; nil where its system does not tell.
    package let freeBytes: Int64?
    package let wholeBytes: Int64?

    package init(id: ID, name: String, version: String, isServing: Bool, at now: Moment) {
        self.id = id
        self.name = name
        self.version = version
        self.isServing = isServing
        startedAt = now
        seenAt = now
        beat = 0
        freeBytes = nil
        wholeBytes = nil
    }

    init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        version = try row["version"]
        isServing = try row["is_serving"]
        startedAt = try row["started_at"]
        seenAt = try row["seen_at"]
        beat = try row["beat"]
        freeBytes = try row["free_bytes"]
        wholeBytes = try row["whole_bytes"]
    }

    /// All, the oldest first.
    package static func all(_ db: Connection) throws -> [Node] {
        try db.rows(
            """
            SELECT id, name, version, is_serving, started_at, seen_at, beat, free_bytes, whole_bytes
              FROM node ORDER BY id
            """
        ).map(Node.init)
    }

    package static func add(_ node: Node, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO node (id, name, version, is_serving, started_at, seen_at, beat)
            VALUES (\(node.id), \(node.name), \(node.version), \(node.isServing), \(node.startedAt), \(node.seenAt), 0)
            """)
        db.signal(WorkLease.signal)
    }

    /// Says that the node lives; false where the others took it for dead.
    package static func beat(
        _ id: ID, freeBytes: Int64?, wholeBytes: Int64?, at now: Moment, _ db: Connection
    ) throws -> Bool {
        try db.changes(
            """
            UPDATE node SET beat = beat + 1, seen_at = \(now), free_bytes = \(freeBytes), whole_bytes = \(wholeBytes)
             WHERE id = \(id)
            """) == 1
    }

    /// Takes a node out that is gone, with the work it held; false where somebody else did.
    package static func remove(_ id: ID, _ db: Connection) throws -> Bool {
        let isRemoved = try db.changes("DELETE FROM node WHERE id = \(id)") == 1
        db.signal(WorkLease.signal)
        return isRemoved
    }

    /// Takes all out: after a restore, when none of them can be at work.
    package static func removeAll(_ db: Connection) throws { try db.run("DELETE FROM node") }

    /// Whether a lease that begins with its holder's id belongs to no node there is.
    package static func isOrphan(_ column: StaticString) -> SQL {
        "substr(\(name: column), 1, 26) NOT IN (SELECT id FROM node)"
    }
}
