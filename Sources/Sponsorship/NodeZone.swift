import FoundationEssentials
import Kernel
import Storage

/// Which day it is where a node is (H19).
enum NodeZone {
    /// A name that the system knows, such as Europe/Berlin.
    static func isKnown(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

    static func day(at now: Moment, zone name: String?) -> Day {
        guard let zone = name.flatMap({ TimeZone(identifier: $0) }) else { return now.day }
        return (now + .seconds(Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(now.seconds)))))).day
    }

    /// The day at the node: by its own zone, else by that of the nearest node above that has one, else Greenwich's.
    static func day(at now: Moment, of node: OrgNode.ID, tenant: TenantID, _ db: Connection) throws -> Day {
        var next: OrgNode.ID? = node
        for _ in OrgNode.Kind.allCases {
            guard let id = next else { break }
            let row = try db.row(
                "SELECT time_zone, parent_id FROM org_node WHERE tenant_id = \(tenant) AND id = \(id)")
            if let zone = try row?.get("time_zone", as: String?.self) { return day(at: now, zone: zone) }
            next = try row?.get("parent_id", as: OrgNode.ID?.self)
        }
        return now.day
    }
}
