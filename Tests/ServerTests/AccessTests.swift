import Kernel
import People
import Testing
import Web

@testable import Server

@Suite struct AccessTests {
    private static let roles: [RoleName] = [
        .admin, .broker, .reviewer, .readOnly, .partner, .programmeOperator, .mentor, .impactOfficer, .referralAdmin,
        .referralLeadManager, .referralViewer, .sponsorshipOfficer, .participant,
    ]
    /// All there is for who signs in for a referral partner, and no page of the desk: `ReferralAccess` says which.
    private static let referrers: Set<RoleName> = [.referralAdmin, .referralLeadManager, .referralViewer]

    /// What a role may change, by the beginnings of paths; reading is every role's but for what admins keep to themselves.
    // swift-format-ignore
    private static let changes: [(role: RoleName, method: Method?, beginnings: [String])] = [
        (.admin,    nil, ["/"]),
        (.broker,   nil, ["/applications", "/intake", "/funders", "/submissions", "/shortlists", "/deals", "/offers", "/stipulations", "/outbox", "/stop-switch", "/quarantine", "/review", "/messages"]),
        (.reviewer, nil, ["/quarantine", "/review", "/messages"]),
        (.readOnly, nil, []),
        (.partner,  nil, []),
    ]
    private static let personsOnly = ["/password", "/referral/payment-files"]
    private static let ownAccount = ["/sign-in", "/sign-out", "/account"]
    private static let adminsOnly = [
        "/users", "/keys", "/doctor", "/nodes", "/words", "/payees", "/payouts", "/payout-requests",
        "/audit", "/webhooks",
        "/deliveries",
        "/partners", "/partner-flags", "/partner-reports", "/commitments", "/commitment-receipts",
        "/allocations", "/bank-statements", "/bank-lines",
    ]
    /// All there is for a partner, and no page of the desk.
    private static let partnersRead = [
        "/partner", "/partner/me", "/partner/me/history", "/partner/me/history/export", "/partner/me/heads",
        "/partners/{id}", "/partners/{id}/commitments", "/commitments/new", "/commitments/{id}",
        "/partner/me/reports", "/partner/me/cohorts/{id}/report", "/partner/me/cohorts/{id}/report/pdf",
        "/partner/me/cohorts/{id}/report/export", "/partner-reports/{id}", "/partner-reports/{id}/pdf",
        "/partner-reports/{id}/export", "/commitment-receipts/{id}/pdf", "/commitment-receipts/{id}/export",
        "/commitment-receipts/{id}/proof",
    ]
    private static let partnersChange = [
        "/commitments", "/commitments/{id}/cancellation", "/commitments/{id}/pause", "/commitments/{id}/resumption",
    ]
    /// Whoever works in the programmes has these and no page of the desk.
    private static let programmes = ["/cohorts", "/participants", "/missions"]
    private static let programmeRoles: Set<RoleName> = [.programmeOperator, .mentor, .impactOfficer]
    private static let cohortForms = ["/cohorts/new", "/cohorts/{id}/edit", "/cohorts/{id}/funding"]
    private static let operatorsOnly = [
        "/cohorts/{id}/participants", "/cohorts/{id}/import", "/participants/{id}/edit", "/cohorts/{id}/missions",
    ]
    private static let mentorsToo = ["/participants/{id}/measurements", "/participants/{id}/attempts"]
    /// Money and what it follows from, beneath what brokers change.
    private static let adminsChange = [
        "/funders/{id}/commission-terms", "/deals/{id}/split", "/deals/{id}/adjustments", "/deals/{id}/earnings",
        "/deals/{id}/payments", "/deals/{id}/clawbacks",
    ]
    private static let brokersRead = [
        "/submit-to-funders", "/applications/new", "/applications/import", "/applications/{id}/edit",
        "/applications/{id}/sheet", "/applications/{id}/offers/merchant", "/applications/{id}/offers/merchant/pdf",
        "/submissions/{id}/follow-up", "/submissions/{id}/nudge", "/submissions/{id}/next-funders", "/funders/new",
        "/funders/{id}/edit", "/deals/new",
    ]

    private static func mayUse(_ route: Route, _ role: RoleName) -> Bool {
        if ownAccount.contains(where: { route.pattern.hasPrefix($0) }) { return true }
        if route.pattern.hasPrefix("/referral") { return ReferralAccess.admits(role, route) }
        if referrers.contains(role) { return false }
        if SponsorshipAccess.holds(route) { return SponsorshipAccess.admits(role, route) }
        if SupportAccess.holds(route) { return SupportAccess.admits(role, route) }
        if role == .sponsorshipOfficer || role == .participant { return false }
        if role == .partner { return (route.method.isSafe ? partnersRead : partnersChange).contains(route.pattern) }
        if route.pattern == "/partner" || route.pattern.hasPrefix("/partner/") { return false }
        if role == .admin { return true }
        let isOfProgrammes = programmes.contains { route.pattern.hasPrefix($0) }
        if programmeRoles.contains(role) { return isOfProgrammes && mayUseProgramme(route, role) }
        if isOfProgrammes { return false }
        if route.method.isSafe {
            if adminsOnly.contains(where: { route.pattern.hasPrefix($0) }) { return false }
            return role == .broker || !brokersRead.contains(route.pattern)
        }
        if adminsOnly.contains(where: { route.pattern.hasPrefix($0) }) { return false }
        if adminsChange.contains(route.pattern) { return false }
        return changes.first { $0.role == role }?.beginnings.contains { route.pattern.hasPrefix($0) } ?? false
    }

    private static func mayUseProgramme(_ route: Route, _ role: RoleName) -> Bool {
        if cohortForms.contains(route.pattern) { return false }
        if operatorsOnly.contains(route.pattern) { return role == .programmeOperator }
        if route.method.isSafe { return true }
        if mentorsToo.contains(route.pattern) { return role != .impactOfficer }
        return role == .programmeOperator && !route.pattern.hasPrefix("/cohorts")
    }

    @Test func `J34 every role and route has the answer that the table of roles says`() async throws {
        let temporary = try await TemporaryOffice()
        let now = temporary.clock.now()
        let tenant = try await temporary.office.database.write {
            try Tenant.add(name: "Test", by: .system("test"), at: now, $0)
        }
        let live = try LiveDesk(temporary.office)
        defer { live.stop() }
        let routes = JoinedRoutes.table(temporary.office).filter { $0.pattern != "/events" && $0.pattern != "/doctor" }
        #expect(routes.count > 80)
        for role in Self.roles {
            let key = try await live.key(role.rawValue, [role], tenant: tenant)
            for route in routes where route.access != .open {
                let reply = try await live.ask(
                    route.method.rawValue, Self.path(route), key: key, accept: "application/json")
                let isAdmitted = reply.status != 401 && reply.status != 403
                // A key is no person: what only people do is refused by its rule, not by the route.
                if Self.personsOnly.contains(where: route.pattern.hasSuffix) { continue }
                #expect(
                    isAdmitted == Self.mayUse(route, role),
                    "\(role.rawValue) \(route.method.rawValue) \(route.pattern): \(reply.status)")
                #expect(reply.status < 500, "\(route.method.rawValue) \(route.pattern): \(reply.status)")
            }
        }
    }

    @Test func `J25 who is not signed in reaches nothing but the sign-in`() async throws {
        let temporary = try await TemporaryOffice()
        let live = try LiveDesk(temporary.office)
        defer { live.stop() }
        for route in JoinedRoutes.table(temporary.office) {
            let reply = try await live.ask(route.method.rawValue, Self.path(route), accept: "application/json")
            #expect((reply.status == 401) == (route.access != .open), "\(route.pattern): \(reply.status)")
        }
        #expect(
            JoinedRoutes.table(temporary.office).filter { $0.access == .open }.map(\.pattern) == [
                "/sign-in", "/sign-in", "/enquiries/{office}", "/enquiries/{office}", "/enquiry-confirmation",
                "/enquiry-confirmation", "/invitation", "/invitation", "/referral/registration/{office}",
                "/referral/partners", "/webhooks/paystack",
            ])
    }

    @Test func `K17 an office hears of its own changes and of nobody else's`() async throws {
        let temporary = try await TemporaryOffice()
        let database = temporary.office.database
        let (ours, theirs) = (TenantID(bits: 1), TenantID(bits: 2))
        let heard = Task {
            var names: [String] = []
            for await event in DeskRoutes.changes(of: ours, database) {
                names.append(event.name ?? "")
                if names.count == 30 { break }
            }
            return names
        }
        let writing = Task {
            while !Task.isCancelled {
                try await database.write { $0.signal("mail", of: theirs) }
                try await database.write { $0.signal("review", of: ours) }
            }
        }
        // Who begins to listen is told once of everything, as something may have been missed.
        let names = await heard.value
        #expect(names.count { $0 == "mail" } <= 1 && names.count { $0 == "review" } >= 6, "\(names)")
        writing.cancel()
    }

    private static func path(_ route: Route) -> String {
        route.pattern.split(separator: "/").map {
            $0.hasPrefix("{") ? "/" + String(repeating: "0", count: 26) : "/\($0)"
        }
        .joined() + (route.pattern == "/" ? "/" : "")
    }
}
