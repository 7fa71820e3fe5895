import Cohorts
import Kernel
import Ledger
import Storage
import Web

extension SupportRequest {
    /// What a person says with an approval; the three fields of an admin's tier are needed there.
    package struct Approval: Sendable {
        /// Nil: what the kind is worth.
        package var amount: Cents?
        package var category: JustificationCategory?
        package var isAcknowledged = false
        package var channel: Channel?

        package init(
            amount: Cents? = nil, category: JustificationCategory? = nil, isAcknowledged: Bool = false,
            channel: Channel? = nil
        ) {
            self.amount = amount
            self.category = category
            self.isAcknowledged = isAcknowledged
            self.channel = channel
        }

        static func read(_ reader: inout FieldReader) -> Approval {
            Approval(
                amount: reader.optionalCents("amount", in: Cents(1)...Cents.largest),
                category: reader.optionalChoice("category"), isAcknowledged: reader.flag("acknowledged"),
                channel: reader.optionalChoice("channel"))
        }

        // swift-format-ignore
        static let shapes: [FieldShape] = [
            .optional("amount", .money, "what the kind is worth where absent"),
            .optional("category", .choice(JustificationCategory.allCases.map(\.rawValue)), "of an admin's tier"),
            .optional("acknowledged", .flag, "of an admin's tier: auditors see it"),
            .optional("channel", .choice(Channel.allCases.map(\.rawValue)), "of an admin's tier"),
        ]

        /// All that is missing, told together.
        func check(_ kind: SupportKind) throws {
            var errors: [FieldError] = []
            func need(_ field: String) {
                errors.append(FieldError(field: field, code: "required", message: "must be given"))
            }
            if category == nil { need("category") }
            if !isAcknowledged { need("acknowledged") }
            if channel == nil { need("channel") }
            guard errors.isEmpty else { throw FieldErrors(errors) }
            guard channel == kind.channel else { throw DecisionRefusal.otherChannel(kind.channel) }
        }
    }

    /// The tier as things stand now, for what the kind is worth or another amount.
    func tierNow(
        _ amount: Cents?, _ rules: SupportRules, _ act: SupportAct, _ db: Connection
    ) throws -> (tier: Tier, reasons: [TierReason]) {
        let wallet = try Wallet.find(wallet, tenant: tenant, db)
        let balance = try WalletBalance.of(wallet, db)
        let person = try Participant.find(participant, tenant: tenant, db)
        let mission = try Mission.find(mission, tenant: tenant, db)
        let ordinal: Int? = try db.value(
            """
            SELECT count(*) FROM support_request
             WHERE tenant_id = \(tenant) AND wallet_id = \(wallet.id) AND kind = \(kind) AND id <= \(id)
            """)
        let (value, free) = (amount ?? self.amount, try capital(of: wallet, act, db))
        return rules.tier(
            TierFacts(
                kind, isMandatory: mission.terms.isRequired, momentum: person.standing.momentum,
                daysActive: createdAt.day - (person.startedOn ?? createdAt.day), ordinal: ordinal ?? 1,
                value: value, minute: askedAtMinute, allocated: wallet.allocated,
                committed: balance.totalSpent + balance.totalPending,
                hasRisk: try RiskFlag.isOpen(of: participant, tenant: tenant, db),
                isCovered: free.map { $0 >= value } ?? true, isInOneHand: try SupportHands.isInOneHand(self, act, db)))
    }

    /// What is free of the capital that funds the cohort; nil where the office pays.
    private func capital(of wallet: Wallet, _ act: SupportAct, _ db: Connection) throws -> Cents? {
        try act.funding.free(for: wallet.cohort, in: wallet.currency, tenant: tenant, db)
    }

    /// The rules look at what came in: the first tier is approved by the program, everything else waits for a person. What waits
    /// already goes to an admin where it has come to that.
    package func triage(_ act: SupportAct, _ db: Connection) throws {
        let rules = try rules(db)
        let found = try tierNow(nil, rules, act, db)
        let isActive = try Participant.find(participant, tenant: tenant, db).state == .active
        if state == .submitted, found.tier == .automatic, isActive {
            try settle(.accept, tier: .automatic, found.reasons, Approval(), rules, act, db)
        } else if state == .submitted {
            try place(.queue, max(found.tier, .programmeOperator), found.reasons, rules, act, db)
        } else if state == .queued, found.tier == .admin, tier != .admin {
            try retier(.admin, found.reasons, rules, act, db)
        }
    }

    /// With the amounts of the wallet's currency.
    private func rules(_ db: Connection) throws -> SupportRules {
        try SupportRules.of(tenant, in: try Wallet.find(wallet, tenant: tenant, db).currency, db)
    }

    private func max(_ tier: Tier, _ least: Tier) -> Tier { tier.rawValue < least.rawValue ? least : tier }

    private func place(
        _ event: Event, _ tier: Tier, _ reasons: [TierReason], _ rules: SupportRules, _ act: SupportAct,
        _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE support_request
               SET state = \(next), tier = \(tier.rawValue), tier_reasons = \(Self.text(reasons)),
                   rule_version = \(rules.version), updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "request \(id)") }
        try act.log(
            "support_request", id, event.rawValue, from: state.rawValue, to: next.rawValue,
            detail: ["tier": Value(tier.rawValue), "rule_version": .string(rules.version)], db)
    }

    private func retier(
        _ tier: Tier, _ reasons: [TierReason], _ rules: SupportRules, _ act: SupportAct, _ db: Connection
    ) throws {
        try db.run(
            """
            UPDATE support_request
               SET tier = \(tier.rawValue), tier_reasons = \(Self.text(reasons)), rule_version = \(rules.version),
                   updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'queued'
            """)
        try act.log("support_request", id, "raised", detail: ["tier": Value(tier.rawValue)], db)
    }

    private static func text(_ reasons: [TierReason]) -> String { reasons.map(\.rawValue).joined(separator: " ") }

    /// A person approves: an operator what is an operator's, an admin everything. The tier is found anew, so that nothing that has
    /// become an admin's is approved by another.
    package func approve(_ approval: Approval, isAdmin: Bool, _ act: SupportAct, _ db: Connection) throws {
        try requireDecider(act, db)
        _ = try Self.lifecycle.move(state, on: .approve)
        if let wish = approval.amount, wish > amount {
            let currency = try Wallet.find(wallet, tenant: tenant, db).currency
            throw OverrideRefusal.needed(amount, currency)
        }
        let rules = try rules(db)
        guard rules.hasValues else { throw DecisionRefusal.noWorth(rules.currency) }
        let found = try tierNow(approval.amount, rules, act, db)
        let tier = max(found.tier, tier ?? .programmeOperator)
        if tier == .admin {
            guard isAdmin else { throw DecisionRefusal.needsAdmin(id) }
            try approval.check(kind)
        }
        guard try Participant.find(participant, tenant: tenant, db).state == .active else {
            throw DecisionRefusal.notActive(id)
        }
        try checkPlace(act, db)
        try settle(.approve, tier: tier, found.reasons, approval, rules, act, db)
    }

    /// Where it goes is there before somebody approves, so that it is what was looked at; and the approver did not write it.
    private func checkPlace(_ act: SupportAct, _ db: Connection) throws {
        switch kind.channel {
        case .bankTransfer:
            let person = try Participant.find(participant, tenant: tenant, db)
            guard try BankAccount.confirmed(of: person, db) != nil else { throw DecisionRefusal.noAccount(id) }
        case .airtime:
            let number = try SupportHands.number(of: participant, tenant: tenant, db)
            let writer = try number.flatMap { try SupportHands.person(behind: $0.who, tenant: tenant, db) }
            guard writer != act.who else { throw DecisionRefusal.ownNumber }
            if let writer { try act.requireSecond(to: writer, db) }
        case .voucher, .access: break
        }
    }

    /// Holds the amount in the wallet and the cohort's capital for it, and writes the log's first row.
    private func settle(
        _ event: Event, tier: Tier, _ reasons: [TierReason], _ approval: Approval, _ rules: SupportRules,
        _ act: SupportAct, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let wallet = try Wallet.find(wallet, tenant: tenant, db)
        guard wallet.state == .open else { throw WalletRefusal.notOpen(wallet.id, wallet.state) }
        let amount = approval.amount ?? amount
        if let free = try capital(of: wallet, act, db) {
            guard free >= amount else { throw DecisionRefusal.noCapital(left: free, wallet.currency) }
            let support = FundedSupport(self, amount, from: wallet)
            try act.funding.claim(support, tenant: tenant, by: act.who, at: act.now, db)
        }
        let transfer = try WalletMoney(act, wallet).hold(amount, as: kind.category, for: ("support_request", id), db)
        let changed = try db.changes(
            """
            UPDATE support_request
               SET state = \(next), tier = \(tier.rawValue), tier_reasons = \(Self.text(reasons)),
                   rule_version = \(rules.version), amount_cents = \(amount), transfer_id = \(transfer),
                   justification_category = \(approval.category), channel = \(approval.channel ?? kind.channel),
                   is_acknowledged = \(approval.isAcknowledged), decided_by = \(act.who), decided_at = \(act.now),
                   updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "request \(id)") }
        try act.log(
            "support_request", id, event.rawValue, from: state.rawValue, to: next.rawValue,
            detail: [
                "tier": Value(tier.rawValue), "rule_version": .string(rules.version),
                "category": Value(approval.category?.rawValue), "acknowledged": .bool(approval.isAcknowledged),
                "channel": .string((approval.channel ?? kind.channel).rawValue),
            ], db)
        let approved = try Self.find(id, tenant: tenant, db)
        try Disbursement.create(for: approved, act, db)
        try DisbursementLog.append(.pending, of: approved, act, db)
        db.signal("support", of: tenant)
    }

    package func deny(_ denial: Denial, isAdmin: Bool, _ act: SupportAct, _ db: Connection) throws {
        try decide(.deny, "denial = \(denial), decided_by = \(act.who), decided_at = \(act.now)", isAdmin, act, db)
    }

    /// What it is worth by an override that two people made.
    func revalue(_ amount: Cents, _ act: SupportAct, _ db: Connection) throws {
        let changed = try db.changes(
            """
            UPDATE support_request SET amount_cents = \(amount), updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'queued'
            """)
        guard changed == 1 else { throw StaleMove(record: "request \(id)") }
        try act.log(
            "support_request", id, "revalued",
            detail: ["from": .string(self.amount.decimal), "to": .string(amount.decimal)], db)
    }

    /// An admin takes back what was approved and did not leave.
    package func cancel(reason: SupportReason, _ act: SupportAct, _ db: Connection) throws {
        try act.requirePerson()
        guard let found = try Disbursement.of(id, tenant: tenant, db) else { throw DecisionRefusal.notApproved(id) }
        try found.cancel(reason: reason, act, db)
    }

    /// Asks the participant something; the request keeps its place in the queue.
    package func ask(_ question: Question, isAdmin: Bool, _ act: SupportAct, _ db: Connection) throws {
        try decide(.ask, "question = \(question), answer_sealed = NULL", isAdmin, act, db)
    }

    private func decide(
        _ event: Event, _ fields: SQL, _ isAdmin: Bool, _ act: SupportAct, _ db: Connection
    ) throws {
        try requireDecider(act, db)
        let next = try Self.lifecycle.move(state, on: event)
        if tier == .admin, !isAdmin { throw DecisionRefusal.needsAdmin(id) }
        let changed = try db.changes(
            """
            UPDATE support_request SET state = \(next), updated_at = \(act.now), \(part: fields)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "request \(id)") }
        let now = try Self.find(id, tenant: tenant, db)
        try act.log(
            "support_request", id, event.rawValue, from: state.rawValue, to: next.rawValue,
            detail: ["denial": Value(now.denial?.rawValue), "question": Value(now.question?.rawValue)], db)
    }

    private func requireDecider(_ act: SupportAct, _ db: Connection) throws {
        try act.requirePerson()
        try SupportLogin.requireOther(than: self, act, db)
    }

    /// What nobody decided before the cohort ended.
    package static func lapseAll(of wallet: Wallet, _ act: SupportAct, _ db: Connection) throws {
        for state in State.allCases where state.isOpen {
            let next = try lifecycle.move(state, on: .lapse)
            let ids: [ID] = try db.rows(
                """
                SELECT id FROM support_request
                 WHERE tenant_id = \(wallet.tenant) AND wallet_id = \(wallet.id) AND state = \(state) ORDER BY id
                """
            ).map { try $0["id"] }
            for id in ids {
                try db.run(
                    """
                    UPDATE support_request SET state = \(next), updated_at = \(act.now)
                     WHERE tenant_id = \(wallet.tenant) AND id = \(id)
                    """)
                try act.log(
                    "support_request", id, Event.lapse.rawValue, from: state.rawValue, to: next.rawValue, db)
            }
        }
    }
}
