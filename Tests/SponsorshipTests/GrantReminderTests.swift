import Kernel
import Notices
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// That reports are due soon is told at 30, 14 and 7 days, each once, under a clock that is moved.
@Suite struct GrantReminderTests {
    /// Noon of a day in Greenwich.
    private static func noon(_ day: String) throws -> Moment { try found(Day(day)).start + .hours(12) }

    /// An office with a grant in that state, to be reported by that day, and an officer who may.
    private struct Case {
        let office: Sponsoring
        let grant: String
        let node: OrgNode.ID
        let tenant: TenantID

        init(
            _ state: Grant.State, _ course: GrantCourse = .ministry, closing day: String = "2027-12-31",
            zone: String? = nil
        ) async throws {
            office = try await Sponsoring()
            let tree = try await office.tree()
            (node, tenant) = (tree.district, office.tenants[0])
            if let zone {
                _ = try await office.act("/org-nodes/\(tree.federation)", ["time_zone": .string(zone), "version": 1])
            }
            _ = try await office.officer([.report], at: tree.federation)
            _ = try await office.officer([.exposure], at: tree.district)
            grant = try await office.grant(Sponsoring.application(node, course))
            let ways: [Grant.Event] = [.submit, .beginReview, .approve, .markInProgress]
            for event in ways where try await office.state(grant) != state.rawValue {
                guard course == .ministry || event == .submit || event == .approve else { continue }
                let verb = try found(office.verbs(grant).first { $0.event == event })
                let body = event == .approve ? Sponsoring.terms(closing: day) : verb.body
                _ = try await office.act(verb.path, body, as: verb.asker)
            }
            #expect(try await office.state(grant) == state.rawValue)
        }

        /// A look at that moment: how many reminders are new, and how many mails were queued.
        func look(_ reminders: GrantReminders, at moment: Moment) async throws -> [Int] {
            office.clock.set(moment)
            return [try await reminders.mark(tenant: tenant), try await reminders.tell(tenant: tenant)]
        }

        func marked() async throws -> [Int] {
            let tenant = tenant
            return try await office.database.read { db in
                try db.rows(
                    "SELECT bucket_days FROM grant_reminder WHERE tenant_id = \(tenant) ORDER BY bucket_days DESC"
                ).map { try $0.get("bucket_days", as: Int.self) }
            }
        }
    }

    @Test func `H19 F08.05.09 each day looked at twice: one mail at 30, 14 and 7 days, and promotion at 7`()
        async throws
    {
        let one = try await Case(.inProgress)
        let reminders = try await one.office.reminders()
        var told: [String: Int] = [:]
        let last = try found(Day("2027-12-31"))
        for daysLeft in stride(from: 40, through: -3, by: -1) {
            let day = last.adding(days: -daysLeft)
            for hour in [Int64(1), 13] {
                let new = try await one.look(reminders, at: day.start + .hours(hour))
                if new != [0, 0] { told["\(daysLeft)", default: 0] += new[0] * 10 + new[1] }
            }
            let isPromoted = try await one.office.state(one.grant) == "reporting_due"
            #expect(isPromoted == (daysLeft <= 7), "\(daysLeft) days before")
        }
        #expect(told == ["30": 11, "14": 11, "7": 11])
        let mails = try await one.office.database.read { db in
            try db.rows("SELECT address, about, who FROM notice ORDER BY id").map {
                try ($0.get("address", as: String.self), $0.get("about", as: String.self))
            }
        }
        #expect(mails.count == 3 && mails.allSatisfy { $0.1 == "grant_reminder" })
        #expect(Set(mails.map(\.0)).count == 1, "whoever may report, and nobody else")
        let events = try await one.office.get("/grants/\(one.grant)")["history"]?.list?.prefix(3)
        #expect(events?.compactMap { $0["event"]?.text } == ["promote", "reminded", "reminded"])
        #expect(events?.first?["who"]?.text == "system:reminders")
    }

    @Test(
        arguments: [
            // so many days before: the buckets that fire, the last of them after days that nobody looked on
            ([31], []), ([30], [30]), ([29], [30]), ([15], [30]), ([14], [14]), ([10], [14]), ([8], [14]), ([7], [7]),
            ([1], [7]), ([0], [7]), ([-90], [7]), ([29, 5], [30, 7]), ([29, 13, -2], [30, 14, 7]),
            ([20, 19, 18], [30]),
        ] as [([Int], [Int])])
    func `H19 after missed days only the smallest due bucket fires`(looks: [Int], buckets: [Int]) async throws {
        let one = try await Case(.awarded)
        let reminders = try await one.office.reminders()
        for daysLeft in looks {
            _ = try await one.look(reminders, at: try Self.noon("2027-12-31") - .days(Int64(daysLeft)))
        }
        #expect(try await one.marked() == buckets)
        #expect(try await one.office.count("SELECT count(*) FROM notice") == buckets.count)
        #expect(try await one.office.state(one.grant) == (buckets.last == 7 ? "reporting_due" : "awarded"))
    }

    @Test func `H19 promotion stands even if the mail fails, which goes out once when it can`() async throws {
        let one = try await Case(.inProgress)
        let reminders = try await one.office.reminders(hasAccount: false)
        let day = try Self.noon("2027-12-30")
        #expect(try await one.look(reminders, at: day) == [1, 0])
        #expect(try await one.office.state(one.grant) == "reporting_due")
        #expect(try await one.look(reminders, at: day + .hours(1)) == [0, 0])
        try await one.office.enroll()
        #expect(try await one.look(reminders, at: day + .hours(2)) == [0, 1])
        #expect(try await one.look(reminders, at: day + .hours(3)) == [0, 0])
    }

    @Test(arguments: [
        // zone, last day, the hour in Greenwich after which thirty days are left there
        ("Europe/Berlin", "2027-04-25", "2027-03-25T23:00:00Z"),  // winter there, summer on the last day
        ("Europe/Berlin", "2027-04-30", "2027-03-30T22:00:00Z"),
        ("Europe/Berlin", "2027-11-30", "2027-10-30T22:00:00Z"),  // the night on which the clocks go back
        ("Europe/Berlin", "2027-12-01", "2027-10-31T23:00:00Z"),
        ("America/New_York", "2027-04-13", "2027-03-14T05:00:00Z"),  // the night on which the clocks go forward
        ("America/New_York", "2027-04-14", "2027-03-15T04:00:00Z"),
        ("Pacific/Kiritimati", "2027-12-31", "2027-11-30T10:00:00Z"),
        ("Pacific/Pago_Pago", "2027-12-31", "2027-12-01T11:00:00Z"),
        ("Asia/Kathmandu", "2028-02-29", "2028-01-29T18:15:00Z"),  // leap day
        ("UTC", "2028-03-30", "2028-02-29T00:00:00Z"),
        ("UTC", "2028-03-31", "2028-03-01T00:00:00Z"),
        ("UTC", "2028-02-29", "2028-01-30T00:00:00Z"),
    ]) func `H19 the day is the node's, over daylight saving and leap day`(
        zone: String, last: String, begins: String
    ) async throws {
        let one = try await Case(.inProgress, closing: last, zone: zone)
        let reminders = try await one.office.reminders()
        let begins = try found(Moment(begins))
        #expect(try await one.look(reminders, at: begins - .seconds(1)) == [0, 0])
        #expect(try await one.look(reminders, at: begins) == [1, 1])
        #expect(try await one.marked() == [30])
    }

    @Test func `H19 a plain grant is reminded of until its report is there, and nobody is told of what is over`()
        async throws
    {
        let one = try await Case(.approved, .plain)
        let reminders = try await one.office.reminders()
        #expect(try await one.look(reminders, at: try Self.noon("2027-12-05")) == [1, 1])
        _ = try await one.office.act("/grants/\(one.grant)/reports", Sponsoring.report("12000"))
        #expect(try await one.look(reminders, at: try Self.noon("2027-12-25")) == [0, 0])
        #expect(try await one.office.state(one.grant) == "reporting")
        // Promoted by hand long before: reminded of while there is no report.
        let two = try await Case(.inProgress)
        _ = try await two.office.act("/grants/\(two.grant)/reporting")
        let others = try await two.office.reminders()
        #expect(try await two.look(others, at: try Self.noon("2027-12-05")) == [1, 1])
        _ = try await two.office.act("/grants/\(two.grant)/reports", Sponsoring.report("12000"))
        #expect(try await two.look(others, at: try Self.noon("2027-12-25")) == [0, 0])
        // Another office's look finds nothing of this one's.
        #expect(try await others.mark(tenant: two.office.tenants[1]) == 0)
    }

    @Test func `H19 a node's time zone is one that is known, and taken from above where it has none`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let path = "/org-nodes/\(tree.federation)"
        #expect(try await office.code(path, ["time_zone": "Mars/Base", "version": 1]) == "not_a_time_zone")
        let made = try await office.act(path, ["time_zone": "Pacific/Auckland", "version": 1])
        #expect(made["time_zone"]?.text == "Pacific/Auckland")
        let tenant = office.tenants[0]
        let moment = try found(Moment("2027-01-01T20:00:00Z"))
        func day(_ node: OrgNode.ID) async throws -> String {
            try await office.database.read {
                try NodeZone.day(at: moment, of: node, tenant: tenant, $0).description
            }
        }
        #expect(try await day(tree.clubs[0]) == "2027-01-02")
        _ = try await office.act("/org-nodes/\(tree.district)", ["time_zone": "America/Lima", "version": 1])
        #expect(try await day(tree.clubs[0]) == "2027-01-01")
        #expect(try await day(tree.other) == "2027-01-02")
        let gone = try await office.act(path, ["time_zone": "", "version": 2])
        #expect(gone["time_zone"]?.isNull == true)
        #expect(try await day(tree.other) == "2027-01-01")
    }

    @Test func `H19 a plain grant whose only report was taken back is told of again`() async throws {
        let one = try await Case(.approved, .plain)
        let (office, reminders) = (one.office, try await one.office.reminders())
        let path = "/grants/\(one.grant)"
        let report = try found(try await office.act("\(path)/reports", Sponsoring.report("1000"))["id"]?.text)
        let (early, late) = (try Self.noon("2027-12-10"), try Self.noon("2027-12-20"))
        #expect(try await one.look(reminders, at: early) == [0, 0])
        #expect(try await office.get(path)["days_left"] == .null, "nothing is waited for")
        _ = try await office.act("/grant-reports/\(report)/reversal", ["reason": "the wrong year"])
        #expect(try await office.get(path)["days_left"]?.integer == 21)
        #expect(try await one.look(reminders, at: early) == [1, 1])
        #expect(try await one.look(reminders, at: late) == [1, 1])
        _ = try await office.act("\(path)/reports", Sponsoring.report("1000"))
        #expect(try await one.look(reminders, at: try Self.noon("2027-12-30")) == [0, 0])
        #expect(try await one.marked() == [30, 14])
    }

    @Test func `H19 grants that were told of keep no other from being told of, however many they are`() async throws {
        let one = try await Case(.approved, .plain)
        let (office, reminders, tenant) = (one.office, try await one.office.reminders(), one.tenant)
        let now = try Self.noon("2027-12-10")
        // As many before it as are read at a time, of which nothing is waited for any more.
        try await office.database.write { db in
            for number in 0..<(GrantLetter.most + 3) {
                let id = Grant.ID(bits: UInt128(number + 1))
                try db.run(
                    """
                    INSERT INTO grant_application (id, tenant_id, node_id, course, body, body_kind, title, purpose,
                                                   requested_cents, currency, starts_on, ends_on, state, created_by,
                                                   created_at, updated_at, version)
                    VALUES (\(id), \(tenant), \(one.node), 'plain', 'B', 'other', 'T', 'P', 1, 'EUR', '2026-12-01',
                            '2027-11-30', 'draft', 'system:test', 1, 1, 1)
                    """)
                try db.run(
                    """
                    INSERT INTO grant_reminder (tenant_id, grant_id, bucket_days, day, at)
                    VALUES (\(tenant), \(id), 30, '2027-12-01', \(now))
                    """)
            }
        }
        #expect(try await one.look(reminders, at: now) == [1, 1])
    }
}
