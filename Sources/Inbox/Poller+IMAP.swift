import Correspondence
import Crypto
import IMAP
import Kernel
import Storage

extension Poller {
    /// Messages of which sizes are asked, bodies fetched and rows committed together.
    private static let batch = 100
    /// What is larger comes in parts, so that nothing else waits for it.
    private static let largeBytes = 8 << 20

    /// Stores everything of one folder that came since the last look; says how many mails.
    func catchUp(_ name: String, _ session: IMAPSession) async throws -> Int {
        var folder = try await open(name)
        let now = clock.now()
        let (id, owner) = (folder.id, owner)
        guard
            try await database.write({ try MailFolder.lease(id, owner: owner, until: now + .minutes(5), at: now, $0) })
        else { return 0 }
        let state = try session.examine(MailboxName(name))
        if Int64(state.uidValidity) != folder.uidValidity {
            let tenant = folder.tenant
            try await database.write {
                try MailFolder.restart(id, uidValidity: Int64(state.uidValidity), tenant: tenant, at: now, $0)
            }
            folder = try await open(name)
        }
        var count = try await fetchWanted(folder, session)
        while !Task.isCancelled {
            let next = UInt32(clamping: folder.lastUID + 1)
            let infos = try session.sizes(from: next, limit: Self.batch)
            guard let last = infos.last else { break }
            let mails = try fetch(infos, folder, session)
            count += mails.count
            try await store(mails, in: folder, upTo: Int64(last.uid))
            folder = try await open(name)
        }
        return count
    }

    /// Blobs first, synced; then the rows and the cursor in one transaction.
    func store(_ mails: [NewArrival], in folder: MailFolder, upTo lastUID: Int64) async throws {
        try blobs.sync(Set(mails.map(\.rawHash)))
        let now = clock.now()
        try await database.write { try Arrival.store(mails, in: folder, upTo: lastUID, at: now, $0) }
    }

    private func fetch(_ infos: [MessageInfo], _ folder: MailFolder, _ session: IMAPSession) throws -> [NewArrival] {
        let dates = Dictionary(uniqueKeysWithValues: infos.map { ($0.uid, $0.internalDate?.moment ?? clock.now()) })
        func arrival(_ uid: UInt32, _ hash: Digest, _ size: Int64, _ problem: String? = nil) -> NewArrival {
            NewArrival(
                uid: Int64(uid), arrivedAt: dates[uid] ?? clock.now(), rawHash: hash, rawSize: size, problem: problem)
        }
        var mails: [NewArrival] = []
        let nothing = try blobs.put([])
        let tooLarge = infos.filter { $0.size > receiving.largestBytes }
        for info in tooLarge {
            mails.append(
                arrival(
                    info.uid, nothing, Int64(info.size), "larger than \(receiving.largestBytes >> 20) MB: not fetched"))
        }
        var sink = ArrivalSink(blobs: blobs)
        var troubled: [MessageInfo] = []
        let small = infos.filter { $0.size <= Self.largeBytes && $0.size <= receiving.largestBytes }
        do {
            let report = try session.fetchBodies(small.map(\.uid), into: &sink)
            troubled = small.filter { info in report.failed.contains { $0.uid == info.uid } }
        } catch {
            throw note(cut: error, in: folder)
        }
        for info in infos where info.size > Self.largeBytes && info.size <= receiving.largestBytes {
            troubled.append(info)
        }
        for info in troubled {
            if let problem = try fetchAlone(info, folder, session, into: &sink) {
                mails.append(arrival(info.uid, nothing, Int64(info.size), problem))
            }
        }
        mails += sink.arrived.map { arrival($0.uid, $0.hash, $0.size) }
        return mails.sorted { $0.uid < $1.uid }
    }

    /// One message part by part; what the server will not give is told as a problem, so that the rest goes on.
    private func fetchAlone(
        _ info: MessageInfo, _ folder: MailFolder, _ session: IMAPSession, into sink: inout ArrivalSink
    ) throws -> String? {
        let key = "\(folder.id)/\(info.uid)"
        if (cuts[key] ?? 0) >= 3 { return "the connection was cut three times in this mail" }
        do {
            let report = try session.fetchInParts(info, into: &sink)
            return report.failed.isEmpty ? nil : "the server did not give this mail: \(report.failed[0].reason)"
        } catch {
            throw note(cut: error, in: folder)
        }
    }

    /// Counts where the connection was cut. After a cut in a small mail the folder's mails are fetched anew; a mail in
    /// which it happens again is then fetched alone.
    private func note(cut error: IMAPFault, in folder: MailFolder) -> IMAPFault {
        if case .cut(let uid, _) = error { cuts["\(folder.id)/\(uid)", default: 0] += 1 }
        return error
    }

    /// Mails that a person wants fetched again.
    private func fetchWanted(_ folder: MailFolder, _ session: IMAPSession) async throws -> Int {
        let wanted = try await database.read { try Arrival.wanted(in: folder, $0) }
        guard !wanted.isEmpty else { return 0 }
        let infos = try session.information(of: wanted.map { UInt32(clamping: $0.uid) })
        for arrival in wanted {
            cuts["\(folder.id)/\(arrival.uid)"] = nil
            var sink = ArrivalSink(blobs: blobs)
            var problem: String? = "the mail is no longer on the server"
            if let info = infos.first(where: { Int64($0.uid) == arrival.uid }) {
                problem = try fetchAlone(info, folder, session, into: &sink)
            }
            let came = sink.arrived.first
            if let came { try blobs.sync([came.hash]) }
            let now = clock.now()
            try await database.write { [problem] in
                try Arrival.settleWanted(arrival, hash: came?.hash, size: came?.size, problem: problem, at: now, $0)
            }
        }
        return wanted.count
    }

    /// Compares the server's UIDs with the stored ones once a day (M9, R12); what is missing is fetched again.
    func countIfDue(_ session: IMAPSession) async throws {
        for name in receiving.folders {
            let folder = try await open(name)
            let now = clock.now()
            if let countedAt = folder.countedAt, now - countedAt < .hours(24) { continue }
            _ = try session.examine(MailboxName(name))
            let server = Set(try session.allUIDs().filter { Int64($0) <= folder.lastUID })
            let stored = try await database.read { try Arrival.storedUIDs(of: folder, $0) }
            let missing = server.subtracting(stored).sorted()
            try await database.write {
                try MailFolder.noteCount(
                    folder.id, server: server.count, stored: stored.intersection(server).count, at: now, $0)
                try Arrival.want(missing, in: folder, at: now, $0)
            }
        }
    }
}
