import Kernel

/// Work that one node at a time does. A lease has no time of its own: it ends when its node gives it back or is gone.
package struct WorkLease: Sendable {
    /// What the work is: `account:ID`, `filer`, `watch`.
    package let name: String
    package let node: Node.ID
    /// One of those that the nodes divide among each other.
    package let isShared: Bool
    package let takenAt: Moment

    /// Rings when work became free or a node came or went.
    package static let signal = "nodes"

    package static func all(_ db: Connection) throws -> [WorkLease] {
        try db.rows("SELECT name, node_id, is_shared, taken_at FROM work_lease ORDER BY name").map { row in
            WorkLease(
                name: try row["name"], node: try row["node_id"], isShared: try row["is_shared"],
                takenAt: try row["taken_at"])
        }
    }

    package static func isFree(_ name: String, _ db: Connection) throws -> Bool {
        try db.value("SELECT 1 FROM work_lease WHERE name = \(name)", as: Int.self) == nil
    }

    package static func count(sharedBy node: Node.ID, _ db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM work_lease WHERE node_id = \(node) AND is_shared = 1") ?? 0
    }

    /// Takes the work for the node; false while another has it, or where the node is not there (any more).
    package static func take(
        _ name: String, isShared: Bool = false, for node: Node.ID, at now: Moment, _ db: Connection
    ) throws -> Bool {
        try db.changes(
            """
            INSERT INTO work_lease (name, node_id, is_shared, taken_at)
            SELECT CAST(\(name) AS TEXT), id, CAST(\(isShared) AS INTEGER), CAST(\(now) AS BIGINT) FROM node WHERE id = \(node)
            ON CONFLICT (name) DO NOTHING
            """) == 1
    }

    package static func giveBack(_ name: String, of node: Node.ID, _ db: Connection) throws {
        try db.run("DELETE FROM work_lease WHERE name = \(name) AND node_id = \(node)")
        db.signal(signal)
    }
}
