import Kernel
import Wire

/// What became of the messages whose bodies were asked for.
package struct FetchReport: Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// NO or BAD, with its code where there was one.
        case refused(code: String?)
        /// The response around the body was not of the grammar, or named another message at its end.
        case unreadable
        /// NIL in place of a body.
        case noBody
        /// A large body came before the UID it belongs to: to be fetched in parts.
        case unattributed
        /// OK and no body, though the message is still there.
        case unanswered
    }

    package internal(set) var delivered = 0
    /// Gone from the mailbox, as a search proved.
    package internal(set) var missing: [UInt32] = []
    package internal(set) var failed: [(uid: UInt32, reason: Reason)] = []

    package static func == (left: Self, right: Self) -> Bool {
        left.delivered == right.delivered && left.missing == right.missing
            && left.failed.elementsEqual(right.failed, by: ==)
    }
}

/// Bodies on their way from the stream to a sink. Each is attributed by the UID beside it, never by the order of
/// answers, and counts only when the whole response around it was sound.
struct BodyFetch<Sink: LiteralSink> {
    private(set) var sink: Sink
    private(set) var report = FetchReport()
    /// The body whose octets are passing now.
    private(set) var current: UInt32?
    /// The sink's refusal: what follows is thrown away.
    private(set) var sinkFault: (uid: UInt32, error: any Error)?
    private var wanted: Set<UInt32>
    /// The octet at which the answers must begin, where a part was asked for.
    private let origin: UInt32?
    /// Whether the sink hears of `begin` and `end`: not for parts in the middle of a message.
    private let marksEnds: Bool
    /// Octets of the last body.
    private(set) var octetCount = 0

    init(_ wanted: some Sequence<UInt32>, into sink: Sink, origin: UInt32? = nil, marksEnds: Bool = true) {
        self.wanted = Set(wanted)
        self.sink = sink
        self.origin = origin
        self.marksEnds = marksEnds
    }

    func isWanted(_ section: BodySection) -> Bool {
        section.isWholeMessage && section.origin == origin
    }

    /// A literal begins: its octets go to the sink where it is a body that is awaited.
    mutating func begin(_ beginning: FetchBeginning?, size: Int) {
        guard current == nil, let uid = beginning?.uid, let section = beginning?.section, isWanted(section),
            wanted.contains(uid)
        else { return }
        start(uid, size: size)
    }

    private mutating func start(_ uid: UInt32, size: Int) {
        current = uid
        octetCount = 0
        guard marksEnds, sinkFault == nil else { return }
        do { try sink.begin(uid, size: size) } catch { refuse(uid, error) }
    }

    mutating func take(_ octets: UnsafeRawBufferPointer) {
        guard let current, !octets.isEmpty else { return }
        octetCount += octets.count
        guard sinkFault == nil else { return }
        do { try sink.write(octets) } catch { refuse(current, error) }
    }

    private mutating func refuse(_ uid: UInt32, _ error: any Error) {
        if marksEnds { sink.abandon(uid) }
        sinkFault = (uid, error)
    }

    private mutating func finish(_ uid: UInt32) {
        current = nil
        wanted.remove(uid)
        guard sinkFault == nil else { return }
        if marksEnds {
            do { try sink.end(uid) } catch {
                refuse(uid, error)
                return
            }
        }
        report.delivered += 1
    }

    /// The body that is passing does not count.
    mutating func abandonCurrent(_ reason: FetchReport.Reason) {
        guard let uid = current else { return }
        current = nil
        if marksEnds, sinkFault == nil { sink.abandon(uid) }
        fail(uid, reason)
    }

    private mutating func fail(_ uid: UInt32, _ reason: FetchReport.Reason) {
        guard wanted.remove(uid) != nil else { return }
        report.failed.append((uid, reason))
    }

    /// The whole FETCH response around a body; false where it holds bodies and none that is awaited.
    mutating func complete(_ message: FetchedMessage) -> Bool {
        let bodies = message.sections.filter { isWanted($0.section) }
        if let current {
            // Two UIDs, or two bodies, in one response: nobody can say whose octets these were.
            guard message.uid == current, bodies.count == 1 else {
                abandonCurrent(.unreadable)
                return true
            }
            finish(current)
            return true
        }
        guard let uid = message.uid, wanted.contains(uid), let body = bodies.first else {
            return message.sections.isEmpty
        }
        guard bodies.count == 1 else {
            fail(uid, .unreadable)
            return true
        }
        switch body.value {
        case nil: fail(uid, .noBody)
        case .streamed: fail(uid, .unattributed)
        case .bytes(let bytes):
            // Kept whole: the UID came behind it.
            start(uid, size: bytes.count)
            bytes.withUnsafeBytes { take($0) }
            finish(uid)
        }
        return true
    }

    /// A command ended with NO or BAD: what of its messages has not come does not come.
    mutating func refused(_ uids: ArraySlice<UInt32>, code: String?) {
        for uid in uids { fail(uid, .refused(code: code)) }
    }

    /// All commands were answered: what is still awaited was not.
    var unanswered: [UInt32] { wanted.sorted() }

    /// Tells the unanswered messages apart: those that are `present` failed, the others are gone.
    mutating func conclude(present: Set<UInt32>) {
        for uid in unanswered where present.contains(uid) { fail(uid, .unanswered) }
        report.missing = unanswered
        report.failed.sort { $0.uid < $1.uid }
    }
}
