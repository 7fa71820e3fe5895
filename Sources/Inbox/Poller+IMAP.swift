import Correspondence
import Crypto
import IMAP
import Kernel
import Storage

extension Poller {
    /// Messages of which sizes are asked, bodies fetched and rows committed together.
    private static let batch = 400
    /// Bytes of bodies that are fetched before they are committed.
    private static let batchBytes = 32 << 20
    /// What is larger comes in parts and after all others, so that nothing else waits for it.
    static let largeBytes = 8 << 20

    /// Stores everything of one folder that came since the last look; says how many mails.
    func catchUp(_ name: String, _ session: IMAPSession) async throws -> Int {
        var folder = try await open(name)
        guard try await takeLease(of: folder) else { return 0 }
        do {
            let state = try session.examine(MailboxName(name))
            if Int64(state.uidValidity) != folder.uidValidity {
                folder = try await restart(folder, uidValidity: Int64(state.uidValidity))
            }
            var count = 0
            while !Task.isCancelled {
                let infos = try session.sizes(from: UInt32(clamping: folder.lastUID + 1), limit: Self.batch)
                guard !infos.isEmpty else { break }
                let group = Self.group(infos)
                let (mails, last, fault) = try fetch(group, folder, session)
                try await store(mails, in: folder, upTo: last)
                count += mails.count
                if let fault { throw fault }
                folder.lastUID = last
            }
            count += try await fetchWanted(folder, session)
            await giveBack(folder)
            return count
        } catch {
            await giveBack(folder)
            throw error
        }
    }

    /// As many as are committed together; at least one.
    private static func group(_ infos: [MessageInfo]) -> ArraySlice<MessageInfo> {
        var bytes = 0
        let end = infos.firstIndex { info in
            bytes += info.size > largeBytes ? 0 : info.size
            return bytes > batchBytes
        }
        return infos[..<max(1, end ?? infos.count)]
    }

    /// Blobs first, synced; then the rows and the cursor in one transaction, which keeps the folder's lease as well.
    func store(_ mails: [NewArrival], in folder: MailFolder, upTo lastUID: Int64) async throws {
        try blobs.sync(Set(mails.filter { $0.problem == nil && !$0.isWanted }.map(\.rawHash)))
        FaultPoint.reach(.blobsSynced)
        let (now, owner) = (clock.now(), owner)
        try await database.write { db in
            try Arrival.store(mails, in: folder, upTo: lastUID, at: now, db)
            try MailFolder.renew(folder.id, owner: owner, until: now + MailFolder.leaseLength, db)
        }
        FaultPoint.reach(.arrivalsStored)
    }

    /// Fetches the group's mails. Where the connection fails on the way, what came before is still told, with the last
    /// UID up to which nothing is missing.
    private func fetch(
        _ group: ArraySlice<MessageInfo>, _ folder: MailFolder, _ session: IMAPSession
    ) throws -> (mails: [NewArrival], upTo: Int64, fault: IMAPFault?) {
        var mails: [NewArrival] = []
        var sink = ArrivalSink(blobs: blobs)
        var small: [MessageInfo] = []
        var alone: [MessageInfo] = []
        for info in group {
            if info.size > receiving.largestBytes {
                mails.append(
                    arrival(info, problem: "larger than \(receiving.largestBytes >> 20) MB: not fetched"))
            } else if info.size > Self.largeBytes {
                mails.append(arrival(info, isWanted: true))
            } else if cuts[key(folder, info)] == nil {
                small.append(info)
            } else {
                alone.append(info)
            }
        }
        var fault: IMAPFault?
        do throws(IMAPFault) {
            alone += try fetchTogether(small, folder, session, into: &sink)
            for info in alone {
                if let problem = try fetchAlone(info, folder, session, into: &sink) {
                    mails.append(arrival(info, problem: problem))
                }
            }
        } catch {
            fault = error
        }
        let infos = Dictionary(group.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
        mails += sink.arrived.compactMap { came in infos[came.uid].map { arrival($0, came.hash, came.size) } }
        mails.sort { $0.uid < $1.uid }
        if case .sink(_, let cause)? = fault { throw cause }
        let last = fault == nil ? group.last.map { Int64($0.uid) } : Self.whole(group, mails)
        return (mails, last ?? folder.lastUID, fault)
    }

    /// The last UID of the group up to which each mail is there; nil where the first is missing.
    private static func whole(_ group: ArraySlice<MessageInfo>, _ mails: [NewArrival]) -> Int64? {
        let there = Set(mails.map(\.uid))
        return group.prefix { there.contains(Int64($0.uid)) }.last.map { Int64($0.uid) }
    }

    private func arrival(
        _ info: MessageInfo, _ hash: Digest = Digest(of: []), _ size: Int64? = nil, problem: String? = nil,
        isWanted: Bool = false
    ) -> NewArrival {
        var mail = NewArrival(
            uid: Int64(info.uid), arrivedAt: info.internalDate?.moment ?? clock.now(), rawHash: hash,
            rawSize: size ?? Int64(info.size), problem: problem)
        mail.isWanted = isWanted
        return mail
    }

    /// Fetches mails in one go; those that did not come are returned. After a failure that named no mail they are asked
    /// one by one, so that the one to blame becomes known (R02).
    private func fetchTogether(
        _ infos: [MessageInfo], _ folder: MailFolder, _ session: IMAPSession, into sink: inout ArrivalSink
    ) throws(IMAPFault) -> [MessageInfo] {
        let isCareful = careful.contains(folder.id)
        var troubled: [MessageInfo] = []
        for group in isCareful ? infos.map({ [$0] }) : [infos] where !group.isEmpty {
            do throws(IMAPFault) {
                let report = try session.fetchBodies(group.map(\.uid), into: &sink)
                let failed = Set(report.failed.map(\.uid))
                troubled += group.filter { failed.contains($0.uid) }
            } catch {
                switch error {
                case .sink, .wire(.cancelled): break
                case .cut(let uid, _): cuts["\(folder.id)/\(uid)", default: 0] += 1
                default:
                    if group.count == 1 { cuts[key(folder, group[0]), default: 0] += 1 }
                    careful.insert(folder.id)
                }
                throw error
            }
        }
        careful.remove(folder.id)
        return troubled
    }

    /// One message part by part; what the server will not give is told as a problem, so that the rest goes on.
    private func fetchAlone(
        _ info: MessageInfo, _ folder: MailFolder, _ session: IMAPSession, into sink: inout ArrivalSink
    ) throws(IMAPFault) -> String? {
        let key = key(folder, info)
        if (cuts[key] ?? 0) >= 3 { return "the connection was cut three times in this mail" }
        do throws(IMAPFault) {
            let report = try session.fetchInParts(info, into: &sink)
            cuts[key] = nil
            return report.failed.first.map { "the server did not give this mail: \(Self.words(for: $0.reason))" }
        } catch {
            switch error {
            case .sink, .wire(.cancelled): break
            default: cuts[key, default: 0] += 1
            }
            throw error
        }
    }

    private static func words(for reason: FetchReport.Reason) -> String {
        switch reason {
        case .refused(let code): "it refused\(code.map { " (\($0))" } ?? "")"
        case .unreadable: "its answer was unreadable"
        case .noBody: "it sent no body"
        case .unattributed: "its answer named no mail"
        case .unanswered: "it did not answer"
        }
    }

    private func key(_ folder: MailFolder, _ info: MessageInfo) -> String { "\(folder.id)/\(info.uid)" }

    /// Large mails, those that the daily count found missing, and those that a person wants again; after all others.
    private func fetchWanted(_ folder: MailFolder, _ session: IMAPSession) async throws -> Int {
        let wanted = try await database.read { try Arrival.wanted(in: folder, $0) }
        guard !wanted.isEmpty else { return 0 }
        let infos = try session.information(of: wanted.map { UInt32(clamping: $0.uid) })
        for (number, mail) in wanted.enumerated() where !Task.isCancelled {
            guard let info = infos.first(where: { Int64($0.uid) == mail.uid }) else {
                try await settle(mail, nil, problem: "the mail is no longer on the server")
                continue
            }
            cuts[key(folder, info)] = nil
            var sink = ArrivalSink(blobs: blobs)
            do {
                let problem = try fetchAlone(info, folder, session, into: &sink)
                let came = sink.arrived.first.map { arrival(info, $0.hash, $0.size) }
                try await settle(mail, came, problem: came == nil ? problem ?? "the mail went away" : nil)
            } catch let fault as IMAPFault {
                if case .sink(_, let cause) = fault { throw cause }
                let now = clock.now()
                try await database.write { try Arrival.failWanted(mail, why: "it did not come: \(fault)", at: now, $0) }
                throw fault
            }
            // What came meanwhile does not wait for the next large one.
            if number + 1 < wanted.count, info.size > Self.largeBytes { break }
        }
        return wanted.count
    }

    private func settle(_ mail: Arrival, _ came: NewArrival?, problem: String?) async throws {
        if let came { try blobs.sync([came.rawHash]) }
        let now = clock.now()
        try await database.write { try Arrival.settleWanted(mail, came, problem: problem, at: now, $0) }
    }

    /// Compares the server's UIDs with the stored ones once a day (M9, R12); true where some are missing: they are
    /// fetched at the next look.
    func countIfDue(_ name: String, _ session: IMAPSession) async throws -> Bool {
        let folder = try await open(name)
        let now = clock.now()
        if let countedAt = folder.countedAt, now - countedAt < .hours(24) { return false }
        // Made anew meanwhile: the next look begins from its first mail.
        guard Int64(try session.examine(MailboxName(name)).uidValidity) == folder.uidValidity else { return false }
        let server = Set(try session.allUIDs().filter { Int64($0) <= folder.lastUID })
        let stored = try await database.read { try Arrival.storedUIDs(of: folder, $0) }
        let missing = server.subtracting(stored).sorted()
        if !missing.isEmpty { log("folder \(folder.id) lacks \(missing.count) mails: they are fetched again") }
        try await database.write { db in
            try MailFolder.noteCount(
                folder.id, server: server.count, stored: stored.intersection(server).count, at: now, db)
            try Arrival.want(missing, in: folder, at: now, db)
        }
        return !missing.isEmpty
    }
}
