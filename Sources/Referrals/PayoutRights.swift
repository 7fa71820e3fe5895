import Kernel
import Storage

/// What a person may do with a payout, as its page offers it: the commands ask the same again.
struct PayoutRights {
    let events: Set<ReferralPayout.Event>
    /// Whose lines and batches are somebody else's to decide.
    private let own: Set<Who>
    private let maker: Who
    private let isOpen: Bool

    /// Whether anything of it is somebody else's to decide, or to say.
    let isOwn: Bool

    static let nothing = PayoutRights()

    private init() {
        (events, own, maker, isOpen, isOwn) = ([], [], .system("none"), false, false)
    }

    init(_ payout: ReferralPayout, _ lines: [PayoutLine], _ act: ReferralAct, _ db: Connection) throws {
        let makers = Set(lines.map(\.createdBy)).union([payout.createdBy])
        own = try makers.filter { try act.isOwn(.init($0, at: act.now), of: payout.referrer, db) }
        maker = payout.createdBy
        isOpen = payout.state == .pending
        var events = Set(ReferralPayout.lifecycle.events(from: payout.state))
        // A whole has nothing left out, a part something of both.
        if lines.contains(where: { $0.state == .rejected }) { events.remove(.approve) }
        if Set(lines.map { $0.state == .approved }).count < 2 { events.remove(.approvePartially) }
        let all = events
        if !own.isEmpty { events.subtract([.approve, .approvePartially]) }
        if own.contains(maker) { events.remove(.reject) }
        if try !act.isOutsider(of: payout.referrer, db) { events.subtract([.pay, .fail]) }
        if let file = payout.exportedBy, let at = payout.exportedAt,
            try act.isOwn(.init(file, at: at), of: payout.referrer, db)
        {
            events.remove(.fail)
        }
        let limit = try ReferralSettings.of(payout.tenant, db).limit(at: act.now)
        if payout.approved ?? .zero > limit, payout.decidedBy == act.who { events.remove(.pay) }
        self.events = events
        isOwn = events != all
    }

    func mayApprove(_ line: PayoutLine) -> Bool {
        isOpen && line.state == .pending && own.isDisjoint(with: [maker, line.createdBy])
    }

    func mayReject(_ line: PayoutLine) -> Bool { isOpen && line.state != .rejected && !own.contains(maker) }
}
