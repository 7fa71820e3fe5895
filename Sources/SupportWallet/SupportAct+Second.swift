import Kernel
import People
import Storage
import Web

/// Two accounts are not two people while one person has made both.
extension SupportAct {
    /// So long somebody who was added, made an admin or given a password may be in the hands of who did it.
    static let newFor = Span.hours(24)

    /// Refused where one person may be acting as both, who decides and who made what is decided: less than a day ago one of them added the
    /// other, made them an admin or gave them a password, or somebody else did so to both. What the program did is nobody's hand.
    func requireSecond(to first: Who, _ db: Connection) throws {
        if who != first, let until = try areOne(who, first, db) { throw WalletRefusal.tooNew(until: until) }
    }

    /// Of each of several.
    func requireSecond(to all: Set<Who>, _ db: Connection) throws {
        guard !all.isEmpty else { return }
        let own = try hands(of: who, db)
        for first in all where first != who {
            if let until = until(own, try hands(of: first, db)) { throw WalletRefusal.tooNew(until: until) }
        }
    }

    /// Until when two count as one; nil where they are two.
    func areOne(_ one: Who, _ other: Who, _ db: Connection) throws -> Moment? {
        until(try hands(of: one, db), try hands(of: other, db))
    }

    private typealias Hands = (people: Set<Who>, last: Moment?)

    private func until(_ hands: Hands, _ others: Hands) -> Moment? {
        guard !hands.people.isDisjoint(with: others.people) else { return nil }
        return (max(hands.last, others.last) ?? now) + Self.newFor
    }

    private func max(_ one: Moment?, _ other: Moment?) -> Moment? { [one, other].compactMap { $0 }.max() }

    /// Everybody who could be acting as `who`, from one to the next, and when the last of it was.
    private func hands(of who: Who, _ db: Connection) throws -> Hands {
        var (people, open, last): (Set<Who>, [Who], Moment?) = ([who], [who], nil)
        while let next = open.popLast() {
            guard case .person(let person) = next else { continue }
            for act in try given(to: person, db) {
                guard let hand = try SupportHands.person(behind: act.who, tenant: tenant, db) ?? key(act.who) else {
                    continue
                }
                last = max(last, act.at)
                if people.insert(hand).inserted { open.append(hand) }
            }
        }
        return (people, last)
    }

    /// A key of which nobody knows who made it.
    private func key(_ who: Who) -> Who? { if case .key = who { who } else { nil } }

    /// By what somebody else could sign in as that person, or made an admin of them, less than a day ago.
    private func given(to person: PersonID, _ db: Connection) throws -> [HistoryEntry] {
        let admin = Value(RoleName.admin.rawValue)
        return try History.of("person", person, tenant: tenant, db).filter { entry in
            guard entry.at > now - Self.newFor, entry.who != .person(person) else { return false }
            switch entry.event {
            case "added", "password_reset": return true
            case "roles_changed":
                let (from, to) = (entry.detail["from"]?.list ?? [], entry.detail["to"]?.list ?? [])
                return to.contains(admin) && !from.contains(admin)
            default: return false
            }
        }
    }
}
