import Kernel
import Web

extension RoleName {
    package static let admin = Self("admin")
    package static let broker = Self("broker")
    package static let reviewer = Self("reviewer")
    package static let readOnly = Self("read_only")
    package static let partner = Self("partner")
    package static let programmeOperator = Self("operator")
    package static let mentor = Self("mentor")
    package static let impactOfficer = Self("impact_officer")
    package static let referralAdmin = Self("referral_admin")
    package static let referralLeadManager = Self("referral_lead_manager")
    package static let referralViewer = Self("referral_viewer")
    package static let sponsorshipOfficer = Self("sponsorship_officer")
    package static let participant = Self("participant")
}

/// One row of the role table.
package struct Role: Hashable, Sendable {
    package let name: RoleName
    package let label: String
    /// What somebody with the role can do, in one sentence for the page that gives it.
    package let canDo: String
    /// Nil for somebody of the desk; else the page that is all there is for somebody outside of it.
    package var portal: String?
    /// Whether it comes with an invitation, and is given to nobody else.
    package var comesByInvitation = false

    /// All roles there are. Programmes add their rows here.
    // swift-format-ignore
    package static let all: [Role] = [
        Role(name: .admin,    label: "Admin",     canDo: "Everything, and people, keys, funders' rules, mailboxes and settings."),
        Role(name: .broker,   label: "Broker",    canDo: "Applications, funders, sending to funders, and settling replies."),
        Role(name: .reviewer, label: "Reviewer",  canDo: "Settling replies that wait for a person; reading everything else."),
        Role(name: .readOnly, label: "Read only", canDo: "Reading everything on the desk; changing nothing."),
        Role(name: .partner,  label: "Partner",   canDo: "A funding partner: the own organisation's page, and nothing of the desk.", portal: "/partner", comesByInvitation: true),
        Role(name: .programmeOperator, label: "Operator",       canDo: "Participants of cohorts and their missions: taking in, pausing, letting go. Nothing of the desk.", portal: "/cohorts"),
        Role(name: .mentor,            label: "Mentor",         canDo: "Participants by name: measuring them, entering attempts; no amount. Nothing of the desk.",    portal: "/cohorts"),
        Role(name: .impactOfficer,     label: "Impact officer", canDo: "Reading cohorts, budgets and participants by name; changing nothing. Nothing of the desk.", portal: "/cohorts"),
        Role(name: .referralAdmin,       label: "Referrals: admin",        canDo: "A referral partner: everything of the own organisation, its people too. Nothing of the desk.", portal: "/referral", comesByInvitation: true),
        Role(name: .referralLeadManager, label: "Referrals: lead manager", canDo: "A referral partner: sending leads, asking for credits, seeing how they fare. Nothing of the desk.", portal: "/referral", comesByInvitation: true),
        Role(name: .referralViewer,      label: "Referrals: viewer",       canDo: "A referral partner: seeing the own organisation's leads, credits and payouts. Nothing of the desk.", portal: "/referral", comesByInvitation: true),
        Role(name: .sponsorshipOfficer, label: "Sponsorship officer", canDo: "Sponsors, grants and books of the nodes for which capabilities were given. Nothing of the desk.", portal: "/org-nodes"),
        Role(name: .participant,   label: "Participant",      canDo: "Somebody of a cohort: asking for support and seeing what became of it; no amount. Nothing of the desk.", portal: "/support", comesByInvitation: true),
    ]

    /// Where somebody with these roles begins: the desk's first page, or the portal of who has no role of the desk.
    package static func home(of roles: Set<RoleName>) -> String {
        let held = all.filter { roles.contains($0.name) }
        return held.contains { $0.portal == nil } ? "/" : held.first?.portal ?? "/"
    }

    /// The table's row of that name, or nil where there is none.
    package static func named(_ name: RoleName) -> Role? { all.first { $0.name == name } }
}

/// Who may do what on the desk, for route tables.
extension Access {
    /// Changes of people, keys, rules and settings.
    package static let admins = Access.anyOf([.admin])
    /// Work on applications, funders and submissions.
    package static let brokers = Access.anyOf([.admin, .broker])
    /// Settling what waits for a person.
    package static let reviewers = Access.anyOf([.admin, .broker, .reviewer])
    /// Reading what the desk knows.
    package static let readers = Access.anyOf([.admin, .broker, .reviewer, .readOnly])
    /// A funding partner's own pages.
    package static let partners = Access.anyOf([.partner])
    /// Who works in the programmes: reading cohorts and participants.
    package static let programmes = Access.anyOf([.admin, .programmeOperator, .mentor, .impactOfficer])
    /// What cohorts cost and what funds them: mentors see no amount.
    package static let budgets = Access.anyOf([.admin, .programmeOperator, .impactOfficer])
    /// Measuring participants and entering what they attempt.
    package static let mentors = Access.anyOf([.admin, .programmeOperator, .mentor])
    /// A referral partner's own pages.
    /// Whoever has pages that are looked at anew by themselves.
    package static let watchers = Access.anyOf([
        .admin, .broker, .reviewer, .readOnly, .referralAdmin, .referralLeadManager, .referralViewer,
    ])
    package static let referrers = Access.anyOf([.referralAdmin, .referralLeadManager, .referralViewer])
    /// The same pages, and the office's admins.
    package static let referralReaders = Access.anyOf([.admin, .referralAdmin, .referralLeadManager, .referralViewer])
    /// Sending leads for a referral partner, and asking for credits.
    package static let referralSenders = Access.anyOf([.referralAdmin, .referralLeadManager])
    /// A referral partner's organisation and its people.
    package static let referralKeepers = Access.anyOf([.admin, .referralAdmin])
    /// Sponsors, grants and books of organisation nodes; which of them, the officer's capabilities say.
    package static let sponsorships = Access.anyOf([.admin, .sponsorshipOfficer])
    /// A participant's own pages of support.
    package static let participants = Access.anyOf([.participant])
    /// Taking participants in and out, and how to reach them.
    package static let operators = Access.anyOf([.admin, .programmeOperator])
}
