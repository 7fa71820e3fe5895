import Kernel
import People
import Testing
import Web

@testable import Server

/// What stands at the side of every page.
@Suite struct NavigationTests {
    private func labels(_ list: Value) -> [String] { (list.list ?? []).compactMap { $0["label"]?.text } }

    private func current(_ list: Value) -> [String] {
        (list.list ?? []).filter { $0["is_current"] == true }.compactMap { $0["label"]?.text }
    }

    @Test(
        arguments: [
            ("/", "Today", nil), ("/submissions/1", "Submissions", nil), ("/drift", "Figures", "Drift"),
            ("/figures/answers", "Figures", "Response times"), ("/figures", "Figures", "Pipeline"),
            ("/deals/1", "Deals", nil), ("/deals", "Deals", "Deals"), ("/keys", "Office", "Keys"),
            ("/quarantine", "Mail", "Quarantine"), ("/nowhere", nil, nil),
        ] as [(String, String?, String?)])
    func `a page has one current row, and a list the pages beside it`(path: String, row: String?, page: String?) {
        let value = NavigationRow.value(roles: [.admin], path: path, waiting: nil)
        #expect(current(value.rows) == [row].compactMap(\.self))
        #expect(current(value.beside["pages"] ?? []) == [page].compactMap(\.self))
    }

    @Test func `the rows fit a screen, and show only what a role may open`() {
        let admin = NavigationRow.value(roles: [.admin], path: "/", waiting: nil).rows
        let reader = NavigationRow.value(roles: [.readOnly], path: "/", waiting: nil).rows
        let partner = NavigationRow.value(roles: [.partner], path: "/partner", waiting: nil).rows
        #expect(labels(partner) == ["Our organisation"] && current(partner) == labels(partner))
        let referrer = NavigationRow.value(roles: [.referralViewer], path: "/referral", waiting: nil).rows
        #expect(labels(referrer) == ["Our referrals"] && current(referrer) == labels(referrer))
        let officer = NavigationRow.value(roles: [.sponsorshipOfficer], path: "/org-nodes", waiting: nil).rows
        #expect(labels(officer) == ["Sponsorship"] && current(officer) == labels(officer))
        let participant = NavigationRow.value(roles: [.participant], path: "/support", waiting: nil).rows
        #expect(labels(participant) == ["My support"] && current(participant) == labels(participant))
        #expect(
            Set(labels(admin) + labels(partner) + labels(referrer) + labels(participant))
                == Set(NavigationRow.all.map(\.label)))
        #expect(labels(admin).count <= 14)
        #expect(
            Set(labels(admin)).subtracting(labels(reader)) == [
                "Send", "Partners", "Cohorts", "Support", "Sponsorship", "Office",
            ]
        )
        for role in [RoleName.programmeOperator, .mentor, .impactOfficer] {
            let rows = NavigationRow.value(roles: [role], path: "/cohorts", waiting: nil).rows
            #expect(labels(rows) == (role == .mentor ? ["Cohorts"] : ["Cohorts", "Support"]), "\(role.rawValue)")
            #expect(current(rows) == ["Cohorts"], "\(role.rawValue)")
        }
        let pages = NavigationRow.all.flatMap(\.pages)
        #expect(Set(pages.map(\.path)).count == pages.count)
    }

    @Test func `a row bears the sum of what waits on its pages`() {
        let waiting: Value = ["renewals": ["count": 2], "remittances": ["count": 3], "reviews": ["count": 0]]
        let value = NavigationRow.value(roles: [.admin], path: "/deals", waiting: waiting)
        func counts(_ list: Value) -> [String] {
            (list.list ?? []).compactMap { row in row["count"]?.integer.map { "\(row["label"]?.text ?? "") \($0)" } }
        }
        #expect(counts(value.rows) == ["Deals 5"])
        #expect(counts(value.beside["pages"] ?? []) == ["Deals 2", "Remittances 3"])
    }
}
