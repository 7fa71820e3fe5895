import Commissions
import Kernel
import Storage
import Submissions

/// What comes after an answer: a deal for each application's offer with ten rows of commission and as many transfers of the
/// ledger, payments and payouts; declines by reason, and a web-hook's deliveries. Made of the rows that `Filling` left, so
/// that an office which was filled before gets them too.
struct MoneyFilling {
    let tenant: TenantID
    let now: Moment

    static func isMissing(_ db: Connection) throws -> Bool {
        try db.row("SELECT id FROM funded_deal LIMIT 1") == nil
    }

    func run(_ db: Connection) throws {
        try db.run(
            """
            CREATE TEMPORARY TABLE bench_deal AS
            SELECT row_number() OVER (ORDER BY id) AS n, id, application_id, funder_id, created_at AS at,
                   date(created_at / 1000, 'unixepoch') AS day, (\(now) - created_at) / 86400000 AS age
              FROM submission WHERE tenant_id = \(tenant) AND status = 'offered'
            """)
        try addDeals(db)
        try addEntries(db)
        try addParts(db)
        try addLedger(db)
        try addDeclines(db)
        try addDeliveries(db)
        try db.run("DROP TABLE bench_deal")
        try SubmissionSums.rebuild(tenant: tenant, db)
        try CommissionSums.rebuild(tenant: tenant, db)
    }

    private func addDeals(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO offer (id, tenant_id, submission_id, application_id, funder_id, state, amount_cents, currency,
                               factor_rate, payback_cents, offered_at, received_at, decided_at, created_at)
            SELECT id, \(tenant), id, application_id, funder_id, 'accepted', 5000000, 'USD', 13000, 6500000, at, at, at, at
              FROM bench_deal
            """)
        try db.run(
            """
            INSERT INTO funded_deal (id, tenant_id, offer_id, application_id, funder_id, submission_id, kind, amount_cents,
                                     payback_cents, currency, funded_on, renewal_due_on, state, created_by, created_at)
            SELECT id, \(tenant), id, application_id, funder_id, id, 'new', 5000000, 6500000, 'USD', day,
                   date(day, '+120 days'), 'funded', 'key:broker 1', at
              FROM bench_deal
            """)
        try db.run(
            """
            INSERT INTO commission_terms (id, tenant_id, funder_id, version, valid_from, currency, rate, basis,
                                          takes_offer_points, trigger_kind, bonus_tiers, plan, calendar, clawback_days,
                                          clawback_mode, reserve, renewal_share, who, at)
            SELECT id, \(tenant), id, 1, '2000-01-01', 'USD', 8000, 'funded_amount', 0, 'funded', '[]', 'seven_days_out',
                   'us_federal', 60, CASE WHEN id % 2 = 0 THEN 'full' ELSE 'pro_rata' END, 0, 50000, 'system:bench', \(now)
              FROM funder WHERE tenant_id = \(tenant)
            """)
        try db.run(
            """
            INSERT INTO deal_terms (deal_id, tenant_id, terms_id, rate, base_cents, due_on, clawback_until)
            SELECT id, \(tenant), funder_id, 8000, 5000000, date(day, '+7 days'),
                   date(day, '+' || (30 + n % 3 * 30) || ' days')
              FROM bench_deal
            """)
        for number in 0..<Self.payees {
            try db.run(
                """
                INSERT INTO payee (id, tenant_id, name, name_key, state, created_at)
                VALUES (\(Self.payee(number)), \(tenant), \("Payee \(number)"), \("payee \(number)"), 'active', \(now))
                """)
        }
        try db.run(
            """
            INSERT INTO deal_share (deal_id, place, tenant_id, role, payee_id, portion)
            SELECT id, 1, \(tenant), 'opener', \(part: Self.payeeOfDeal), 30000 FROM bench_deal
            UNION ALL SELECT id, 2, \(tenant), 'house', NULL, 70000 FROM bench_deal
            """)
    }

    static let payees = 20

    static func payee(_ number: Int) -> String {
        "0000000000000000000000000" + String(Array("0123456789abcdefghjk")[number])
    }

    /// Of a row of `bench_deal`: 0 to 19 as the last of 26 letters.
    private static let payeeOfDeal: SQL = """
        '0000000000000000000000000' || substr('0123456789abcdefghjk', n % 20 + 1, 1)
        """

    /// Four parts are earned and paid from the tenth day on, half of them before the thirtieth; one deal in a hundred is
    /// paid by half, and one in fifty was taken back by a quarter.
    private func addEntries(_ db: Connection) throws {
        let paid: SQL = """
            FROM bench_deal JOIN (SELECT 1 AS part UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) AS parts
             WHERE age >= 10 AND (part <= 2 OR (age >= 30 AND n % 100 <> 7))
            """
        try db.run(
            """
            INSERT INTO commission_payment (id, tenant_id, funder_id, direction, amount_cents, currency, method, trace,
                                            trace_key, paid_on, state, who, at)
            SELECT substr(id, 1, 25) || part, \(tenant), funder_id, 'received', 100000, 'USD', 'ach', 'T' || id || part,
                   'T' || upper(id) || part, date(day, '+' || (7 * part) || ' days'), 'booked', 'key:broker 1', at
            \(part: paid)
            """)
        try db.run(
            """
            INSERT INTO commission_payment (id, tenant_id, funder_id, direction, amount_cents, currency, method, paid_on,
                                            state, who, at)
            SELECT substr(id, 1, 25) || '5', \(tenant), funder_id, 'clawed_back', 100000, 'USD', 'ach',
                   date(day, '+29 days'), 'booked', 'key:broker 1', at
              FROM bench_deal WHERE age >= 60 AND n % 50 = 3
            """)
        let columns: SQL = """
            INSERT INTO commission_entry (id, tenant_id, deal_id, seq, funder_id, kind, amount_cents, currency, day, due_on,
                                          payment_id, reason, transfer_id, who, at)
            """
        func add(
            _ letter: SQL, _ seq: SQL, _ kind: String, _ amount: SQL, _ day: SQL, _ due: SQL, _ payment: SQL,
            _ reason: SQL, _ rows: SQL
        ) throws {
            try db.run(
                columns
                    + """
                    \nSELECT substr(id, 1, 25) || \(part: letter), \(tenant), id, \(part: seq), funder_id, \(kind),
                           \(part: amount), 'USD', \(part: day), \(part: due), \(part: payment), \(part: reason),
                           substr(id, 1, 25) || \(part: letter), 'key:broker 1', at \(part: rows)
                    """)
        }
        let week: SQL = "date(day, '+' || (7 * part) || ' days')"
        try add("'a'", "1", "expected", "390000", "day", "date(day, '+7 days')", "NULL", "NULL", "FROM bench_deal")
        try add("'b'", "2", "adjustment", "10000", "day", "date(day, '+7 days')", "NULL", "'agreed'", "FROM bench_deal")
        try add("substr('cdef', part, 1)", "1 + 2 * part", "earned", "100000", week, "NULL", "NULL", "NULL", paid)
        try add(
            "substr('ghjk', part, 1)", "2 + 2 * part", "paid", "100000", week, "NULL", "substr(id, 1, 25) || part",
            "NULL",
            paid)
        try add(
            "'m'", "11", "clawback", "100000", "date(day, '+29 days')", "NULL", "substr(id, 1, 25) || '5'", "NULL",
            "FROM bench_deal WHERE age >= 60 AND n % 50 = 3")
    }

    private func addParts(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO commission_part (entry_id, place, tenant_id, role, payee_id, amount_cents, reserve_cents)
            SELECT commission_entry.id, deal_share.place, \(tenant), role, payee_id, amount_cents * portion / 100000, 0
              FROM commission_entry JOIN deal_share ON deal_share.deal_id = commission_entry.deal_id
             WHERE commission_entry.tenant_id = \(tenant)
            """)
        // A payout for each payee and month.
        try db.run(
            """
            INSERT INTO commission_payout (id, tenant_id, payee_id, amount_cents, currency, method, reference,
                                           reference_key, paid_on, state, transfer_id, who, at)
            SELECT substr(id, 1, 25) || 'p', \(tenant), \(part: Self.payeeOfDeal), 1000, 'USD', 'ach', 'P' || n, 'P' || n, day,
                   'booked', substr(id, 1, 25) || 'p', 'key:broker 1', at
              FROM bench_deal WHERE n % 60 < 1
            """)
    }

    /// A transfer of two legs for each row of commission and each payout; balances are their sums.
    private func addLedger(_ db: Connection) throws {
        let office: SQL = "SELECT '' AS owner"
        let funders: SQL = "SELECT id AS owner FROM funder WHERE tenant_id = \(tenant)"
        let payees: SQL = "SELECT id AS owner FROM payee WHERE tenant_id = \(tenant)"
        for (letter, code, kind, side, owners) in [
            ("a", "bank", "office", "debit", office), ("d", "commission.deferred", "office", "credit", office),
            ("n", "commission.income", "office", "credit", office),
            ("c", "commission.clawback", "office", "debit", office),
            ("e", "commission.expected", "funder", "debit", funders),
            ("r", "commission.receivable", "funder", "debit", funders),
            ("s", "share.expected", "payee", "credit", payees), ("p", "share.payable", "payee", "credit", payees),
            ("v", "share.reserve", "payee", "credit", payees),
        ] {
            try db.run(
                """
                INSERT INTO ledger_account (id, tenant_id, code, owner_kind, owner_id, currency, normal_side, opened_by,
                                            opened_at)
                SELECT CASE \(kind) WHEN 'office' THEN '0000000000000000000000010' || \(letter)
                            WHEN 'payee' THEN substr(owner, 1, 24) || \(letter) || substr(owner, 26)
                            ELSE substr(owner, 1, 25) || \(letter) END,
                       \(tenant), \(code), \(kind), owner, 'USD', \(side), 'system:bench', \(now)
                  FROM (\(part: owners)) AS owners
                """)
        }
        try db.run(
            """
            INSERT INTO ledger_row (tenant_id, seq, transfer_id, step, event, key, content_hash, purpose, subject_kind,
                                    subject_id, day, who, at, hash)
            SELECT \(tenant), row_number() OVER (ORDER BY id), transfer_id, 1, 'post', 'commission:' || id, '0',
                   'commission.' || kind, 'funded_deal', deal_id, day, who, at, '0'
              FROM (SELECT id, transfer_id, kind, deal_id, day, who, at FROM commission_entry WHERE tenant_id = \(tenant)
                    UNION ALL
                    SELECT id, transfer_id, 'payout', id, paid_on, who, at FROM commission_payout
                     WHERE tenant_id = \(tenant)) AS booked
            """)
        for (leg, side, account) in [
            (1, "debit", Self.debit), (2, "credit", Self.credit),
        ] {
            try db.run(
                """
                INSERT INTO ledger_entry (tenant_id, seq, leg, account_id, side, amount_cents)
                SELECT \(tenant), ledger_row.seq, \(leg), \(part: account), \(side), amount_cents
                  FROM ledger_row JOIN commission_entry ON commission_entry.transfer_id = ledger_row.transfer_id
                 WHERE ledger_row.tenant_id = \(tenant)
                """)
        }
        try db.run(
            """
            INSERT INTO ledger_balance (account_id, tenant_id, posted_debit_cents, posted_credit_cents,
                                        pending_debit_cents, pending_credit_cents)
            SELECT ledger_account.id, \(tenant),
                   coalesce(sum(CASE WHEN side = 'debit' THEN amount_cents ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN side = 'credit' THEN amount_cents ELSE 0 END), 0), 0, 0
              FROM ledger_account LEFT JOIN ledger_entry
                ON ledger_entry.tenant_id = ledger_account.tenant_id AND ledger_entry.account_id = ledger_account.id
             WHERE ledger_account.tenant_id = \(tenant) GROUP BY ledger_account.id
            """)
    }

    private static let debit: SQL = """
        CASE kind WHEN 'earned' THEN substr(funder_id, 1, 25) || 'r' WHEN 'paid' THEN '0000000000000000000000010a'
                  WHEN 'clawback' THEN '0000000000000000000000010c' ELSE substr(funder_id, 1, 25) || 'e' END
        """
    private static let credit: SQL = """
        CASE kind WHEN 'earned' THEN substr(funder_id, 1, 25) || 'e' WHEN 'clawback' THEN '0000000000000000000000010a'
                  WHEN 'paid' THEN substr(funder_id, 1, 25) || 'r' ELSE '0000000000000000000000010d' END
        """

    private func addDeclines(_ db: Connection) throws {
        try db.run(
            """
            INSERT INTO submission_decline (submission_id, ordinal, tenant_id, code, month, occurred_at, message_id, place,
                                            start_byte, end_byte, quote, funder_id, industry, merchant_state)
            SELECT submission_id, 1, \(tenant),
                   (SELECT code FROM decline_reason WHERE id > unicode(substr(submission_id, 26)) % 15 ORDER BY id LIMIT 1),
                   CAST(strftime('%Y%m', submission_event.occurred_at / 1000, 'unixepoch') AS INTEGER),
                   submission_event.occurred_at, submission_event.message_id, 'body', 0, 20,
                   'We cannot move forward at this time.',
                   submission.funder_id, coalesce(submission.industry_name, '-'), coalesce(submission.merchant_state, '-')
              FROM submission_event JOIN submission ON submission.id = submission_event.submission_id
             WHERE submission_event.tenant_id = \(tenant) AND submission_event.type = 'declined'
            """)
    }

    private func addDeliveries(_ db: Connection) throws {
        let endpoint = Identifier<MoneyFilling>(at: now).description
        try db.run(
            """
            INSERT INTO webhook_endpoint (id, tenant_id, name, url, events, with_details, secret_sealed, state, position,
                                          created_by, created_at, updated_at)
            VALUES (\(endpoint), \(tenant), 'Bench', 'https://hooks.bench.test/in', '["submission.declined"]', 0, x'00',
                    'paused', 0, 'system:bench', \(now), \(now))
            """)
        try db.run(
            """
            INSERT INTO webhook_delivery (id, tenant_id, endpoint_id, history_seq, event, state, attempts, next_attempt_at,
                                          settled_at, last_status, why, created_at)
            SELECT substr(record_id, 1, 10) || printf('%016d', seq), \(tenant), \(endpoint), seq, 'submission.declined',
                   CASE WHEN seq % 10000 = 0 THEN 'dead' ELSE 'delivered' END, 1, at, at, 200, 'it was taken', at
              FROM history WHERE tenant_id = \(tenant) AND record_kind = 'submission'
            """)
    }
}
