import Cohorts
import Kernel
import PartnerFunding
import People
import Storage

@testable import Server
@testable import SupportWallet

/// A cohort that a partner's commitment funds, and a participant of it who asks.
struct FundedSupport {
    let office: Office
    let tenant: TenantID
    let allocation: Allocation.ID
    let commitment: Commitment.ID
    let cohort: Cohort.ID
    let mission: Mission.ID
    let participants: [Participant.ID]

    static let maker = Who.system("test")
    static let who = Who.person(PersonID(bits: 7))

    var funding: CommitmentFunding { CommitmentFunding() }
    var now: Moment { office.clock.now() }
    var act: SupportAct { SupportAct(tenant: tenant, by: Self.who, at: now, funding: funding) }
    var own: SupportAct { SupportAct(tenant: tenant, by: .system("own"), at: now, funding: funding) }

    /// With so much released, for two participants.
    init(_ office: Office, tenant: TenantID, _ released: Cents) async throws {
        self.office = office
        self.tenant = tenant
        let (now, keys) = (office.clock.now(), office.keys.personal)
        (allocation, commitment, cohort, mission, participants) = try await office.database.write { db in
            let commitment = try Self.commitment(tenant, now, db)
            func found() throws -> Commitment { try Commitment.find(commitment, tenant: tenant, db) }
            let cohort = try Cohort.add(
                CohortTerms(
                    name: "Abuja 9", from: now.day, to: now.day.adding(days: 28), cost: Cents(1_000), currency: .usd),
                tenant: tenant, by: Self.maker, at: now, db)
            let allocation = try Allocation.plan(
                .init(cohort.id, released, seats: 2), of: found(), by: Self.maker, at: now, db)
            try allocation.release(by: .person(PersonID(bits: 8)), at: now, db)
            let people = try ["Ada", "Bayo"].map { name in
                let person = ParticipantPerson(
                    name: name, email: "\(name.lowercased())@people.example", phone: "+2348031234567")
                return try Participant.add(
                    ParticipantEntry(person), to: cohort.id, keys: keys, tenant: tenant, by: Self.maker, at: now, db
                ).id
            }
            try Cohort.find(cohort.id, tenant: tenant, db).start(by: Self.maker, at: now, db)
            let mission = try Mission.add(
                Mission.Terms("Sell", .arena, isRequired: true), to: Cohort.find(cohort.id, tenant: tenant, db),
                by: Self.maker, at: now, db
            ).id
            for id in people {
                try Participant.find(id, tenant: tenant, db)
                    .attempt(.init(at: mission, on: now.day, .tried), by: Self.maker, at: now, db)
            }
            return (allocation.id, commitment, cohort.id, mission, people)
        }
    }

    private static func commitment(_ tenant: TenantID, _ now: Moment, _ db: Connection) throws -> Commitment.ID {
        let enquiry = Enquiry(
            name: "Lark Foundation", contact: ("Ines", "ines@lark.example"), interest: .oneOff,
            amounts: (.zero, Cents(100_000)), currency: .usd, motivation: .ngo)
        let partner = try Partner.add(enquiry, tenant: tenant, by: maker, at: now, db)
        try partner.confirm(by: maker, at: now, db)
        for event in [Partner.Event.qualify, .approve] {
            try Partner.find(partner.id, tenant: tenant, db)
                .decide(.init(event), isUnspent: false, by: who, at: now, db)
        }
        let commitment = try Commitment.submit(
            CommitmentTerms(Cents(100_000), .usd, .oneOff(.nextCohort)),
            for: Partner.find(partner.id, tenant: tenant, db), by: maker, at: now, db)
        try commitment.decide(.approve, note: nil, by: who, at: now, db)
        _ = try CommitmentReceipt.book(
            .init(Cents(100_000), .usd, reference: "R", on: now.day),
            for: Commitment.find(commitment.id, tenant: tenant, db), by: who, at: now, db)
        return commitment.id
    }

    /// A participant asks and the rules look at it.
    func ask(_ kind: SupportKind, _ person: Int = 0) async throws -> SupportRequest.ID {
        let (tenant, own, keys, mission, id) = (tenant, own, office.keys.personal, mission, participants[person])
        return try await office.database.write { db in
            let made = try SupportRequest.submit(
                .init(kind, for: mission, because: kind == .data ? nil : .inPerson, "It helps"), evidence: nil,
                by: Participant.find(id, tenant: tenant, db), keys: keys, own, db
            ).id
            try SupportRequest.find(made, tenant: tenant, db).triage(own, db)
            return made
        }
    }

    /// Nil where it is approved; else what it is refused with.
    func approve(_ id: SupportRequest.ID) async throws -> String? {
        let (tenant, act) = (tenant, act)
        do {
            try await office.database.write { db in
                let found = try SupportRequest.find(id, tenant: tenant, db)
                let approval = SupportRequest.Approval(
                    category: .missionCritical, isAcknowledged: true, channel: found.kind.channel)
                try found.approve(approval, isAdmin: true, act, db)
            }
            return nil
        } catch let refusal as any Refusal { return refusal.code }
    }

    /// What was approved is given, or is not.
    func end(_ id: SupportRequest.ID, isGiven: Bool) async throws {
        let (tenant, act) = (tenant, act)
        try await office.database.write { db in
            guard let found = try Disbursement.of(id, tenant: tenant, db) else { throw PlainRefusal.missing }
            try found.move(on: isGiven ? .confirm : .cancel, act, db)
        }
    }
}
