import Correspondence
import Kernel
import Storage
import Web

extension DeskRoutes {
    /// The processes that work on these records, and what each does. Other offices' mailboxes are counted, not named.
    func nodes(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        let value = try await office.database.read { db -> Value in
            let accounts = try MailAccount.all(tenant: tenant, db)
            let leases = try WorkLease.all(db)
            return [
                "items": .list(
                    try Node.all(db).map { node in
                        Self.value(node, leases.filter { $0.node == node.id }, accounts)
                    })
            ]
        }
        return .view("desk/nodes", value, title: "Nodes")
    }

    private static func value(_ node: Node, _ leases: [WorkLease], _ accounts: [MailAccount]) -> Value {
        var work: [String] = []
        var foreign = 0
        for lease in leases {
            if let account = accounts.first(where: { "account:\($0.id)" == lease.name }) {
                work.append("mailbox \(account.name)")
            } else if lease.name.hasPrefix("account:") {
                foreign += 1
            } else {
                work.append(lease.name == "filer" ? "filing of mail" : "timed work")
            }
        }
        if foreign > 0 { work.append("\(foreign) of other offices' mailboxes") }
        var disk = Value.null
        if let free = node.freeBytes, let whole = node.wholeBytes {
            disk = Value(DiskSpace(freeBytes: free, wholeBytes: whole).text)
        }
        return [
            "id": Value(node.id), "name": Value(node.name), "version": Value(node.version),
            "is_serving": Value(node.isServing), "started_at": Value(node.startedAt), "seen_at": Value(node.seenAt),
            "disk": disk, "work": Value(work.joined(separator: ", ")),
        ]
    }
}
