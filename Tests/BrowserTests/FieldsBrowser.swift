import Kernel
import People
import Testing

/// Every field of the desk's forms, wrong once.
@Suite(.serialized)
struct FieldsBrowser {
    // A line: the form, the field, what is wrong with it; the field that the answer must name where it is another.
    private static let table = """
        application  legal_name             ""
        application  legal_name             LONG
        application  trade_name             LONG
        application  entity_type            "castle"
        application  incorporation_state    "Atlantis"
        application  ein                    "12-34"
        application  industry_code_kind     "zip"
        application  industry_code          "1234567"
        application  industry_name          LONG
        application  street                 LONG
        application  city                   LONG
        application  state                  "ZZ"
        application  region                 LONG
        application  postal_code            LONG
        application  country                "Atlantis"
        application  phone                  "call me"
        application  email                  "nobody"
        application  email                  "a@b.example\\r\\nBcc: c@d.example"
        application  website                LONG
        application  started_on             "2026-02-30"
        application  started_on             "2999-01-01"
        application  currency               "DOUBLOON"
        application  monthly_revenue        "a lot"
        application  monthly_revenue        "-1"
        application  annual_revenue         "1,2,3"
        application  average_daily_balance  "none"
        application  negative_days          "32"
        application  deposits_per_month     "-1"
        application  requested_amount       "0"
        application  requested_amount       "1.005"
        application  requested_term_months  "0"
        application  use_of_funds           LONG
        application  fico                   "299"
        application  fico                   "851"
        application  open_positions         "51"
        application  total_daily_debit      "x"
        application  default_status         "perhaps"
        application  defaulted_on           "yesterday"
        application  bankruptcy_status      "perhaps"
        application  bankruptcy_on          "2020-13-01"
        application  owners                 "one"
        application  owners                 [{"name":""}]                          owners[0].name
        application  owners                 [{"name":"A","ssn":"123"}]             owners[0].ssn
        application  owners                 [{"name":"A","share":"101"}]           owners[0].share
        application  owners                 [{"name":"A","birth_date":"2026-01-01"}] owners[0].birth_date
        application  owners                 [{"name":"A","share":"60"},{"name":"B","share":"60"}]
        application  advances               [{"funder":"A","payment":"x"}]         advances[0].payment
        application  source_system          "crm"                                  external_id
        funder       name                   ""
        funder       name                   LONG
        funder       channel                "pigeon"
        funder       first_response_hours   "0"
        funder       offer_hours            "soon"
        funder       funding_hours          "2001"
        funder       time_zone              "Mars/Base 1"
        funder       typical_terms          LONG
        funder       domains                "not a domain"
        funder       domains                "gmail.com"
        contact      name                   LONG
        contact      email                  "nobody"
        contact      email                  ""
        contact      phone                  "ring"
        rules        to_emails              "nobody"
        rules        cc_emails              "nobody"
        rules        subject_template       LONG
        rules        subject_template       "{{#open}}"
        rules        body_template          "{{nothing.known}}"
        rules        file_name_template     "{{"
        rules        max_mail_bytes         "-1"
        guidelines   currency               "DOUBLOON"
        guidelines   min_funding            "x"
        guidelines   max_funding            "-1"
        guidelines   min_term_months        "0"
        guidelines   max_term_months        "x"
        guidelines   turnaround_hours       "x"
        guidelines   min_months_in_business "-1"
        guidelines   min_fico               "1000"
        guidelines   min_monthly_revenue    "x"
        guidelines   max_monthly_revenue    "x"
        guidelines   min_annual_revenue     "x"
        guidelines   max_annual_revenue     "x"
        guidelines   takes_first_position   "perhaps"
        guidelines   max_position           "x"
        guidelines   max_advances           "x"
        guidelines   max_daily_debit        "x"
        guidelines   default_rule           "perhaps"
        guidelines   default_lookback_months "x"
        guidelines   bankruptcy_rule        "perhaps"
        guidelines   bankruptcy_months      "x"
        guidelines   states_allowed         "ZZ"
        guidelines   states_excluded        "ZZ"
        guidelines   commission_points      "x"
        guidelines   commission_plan        "x"
        guidelines   bonus                  "x"
        guidelines   required_docs          "{"                                    required_docs[0]
        guidelines   rules                  [{"field":"shoe_size","operator":"at_least","value":"1"}]  rules[0].field
        guidelines   incentives             [{"count":0,"bonus":"1"}]              incentives[0]
        submission   application            ""
        submission   application            "nothing"
        submission   funders                []
        submission   funders                "nothing"                              funders[0]
        submission   kind                   "gift"
        submission   override_reason        LONG
        correction   outcome                "perhaps"
        correction   also                   ["perhaps"]
        correction   decline_reasons        ["too blue"]
        correction   requested_docs         ["a novel"]
        correction   offer_amount           "x"
        correction   offer_factor_rate      "x"
        correction   offer_term_value       "0"
        correction   offer_term_unit        "moons"
        correction   offer_payment_amount   "x"
        correction   offer_payment_frequency "hourly"
        correction   offer_commission_points "x"
        correction   funded_amount          "x"
        correction   commission_amount      "x"
        correction   submission             "nothing"
        offer        amount                 "x"
        offer        currency               "DOUBLOON"
        offer        factor_rate            "x"
        offer        term_value             "0"
        offer        term_unit              "moons"
        offer        payment_frequency      "hourly"
        offer        payment_amount         "x"
        offer        origination_fee_percent "x"
        offer        origination_fee_amount "x"
        offer        commission_points      "x"
        offer        expires_on             "soon"
        offer        is_option              "perhaps"
        deal         offer                  ""
        deal         offer                  "nothing"
        deal         funded_on              "yesterday"
        deal         amount                 "0"
        deal         payback_amount         "x"
        deal         currency               "DOUBLOON"
        deal         kind                   "gift"
        deal         renews                 "nothing"
        deal         application            "nothing"
        deal         funder                 "nothing"
        deal         house_share            "101"
        deal         opener_payee           "nothing"
        deal         shares                 [{"role":"king","portion":"100"}]      shares[0].role
        terms        version                "x"
        terms        valid_from             "soon"
        terms        currency               "DOUBLOON"
        terms        rate                   "100.001"
        terms        basis                  "luck"
        terms        trigger                "whim"
        terms        renewal_rate           "x"
        terms        bonus_tiers            [{"count":0,"bonus":"1"}]              bonus_tiers[0]
        terms        plan                   "whenever"
        terms        calendar               "moon"
        terms        clawback_days          "731"
        terms        clawback_mode          "by luck"
        terms        reserve                "10"
        terms        renewal_share          "0"
        payment      amount                 "x"
        payment      amount                 "-1"
        payment      trace                  ""
        payment      trace                  LONG
        payment      method                 "magic"
        payment      method_note            LONG
        payment      paid_on                "2026-02-30"
        clawback     amount                 "x"
        clawback     method                 "magic"
        clawback     paid_on                "soon"
        earning      amount                 "x"
        earning      on                     "soon"
        adjustment   amount                 "x"
        adjustment   reason                 ""
        adjustment   on                     "soon"
        split        reason                 ""
        split        house_share            "x"
        renewal      renewal_due_on         "soon"
        payee        name                   ""
        payee        name                   LONG
        payee        person                 "nothing"
        payout       amount                 "x"
        payout       currency               "DOUBLOON"
        payout       method                 "magic"
        payout       reference              ""
        payout       paid_on                "soon"
        enquiry      name                   ""
        enquiry      name                   LONG
        enquiry      contact_name           ""
        enquiry      email                  "nobody"
        enquiry      email                  "a@b.example\\r\\nBcc: c@d.example"
        enquiry      interest               "weekly"
        enquiry      amount_low             "-1"
        enquiry      amount_high            "0.50"
        enquiry      currency               "DOUBLOON"
        enquiry      motivation             "fame"
        enquiry      motivation_text        LONG
        cohort       name                   ""
        cohort       name                   LONG
        cohort       region                 LONG
        cohort       starts_on              "soon"
        cohort       ends_on                "2020-01-01"
        cohort       cost_per_participant   "0"
        cohort       currency               "DOUBLOON"
        participant  name                   ""
        participant  name                   LONG
        participant  email                  "nobody"
        participant  email                  "a@b.example\\r\\nBcc: c@d.example"
        participant  phone                  "0803 123"
        participant  external_id            LONG
        mission      title                  ""
        mission      title                  LONG
        mission      kind                   "odd"
        measurement  momentum               "101"
        measurement  identity_level         "L3"
        measurement  skill_1                "50"
        measurement  first_income_on        "2999-01-01"
        """

    @Test func `J28 every field that is wrong is refused by its name`() async throws {
        try await inOffice(sends: true) { office in
            let caller = try await office.caller([.admin])
            try await AccessBrowser.awaitReview(office)
            let ids = try await KnownIDs(office)
            let forms = try await forms(office, ids)
            let before = try await Self.counts(office)
            var wrong: [String] = []
            for line in Self.table.split(separator: "\n") {
                let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
                let isNamed =
                    words.last.map {
                        !$0.hasSuffix("\"") && (!$0.hasSuffix("]") || $0.hasSuffix("[0]")) && $0 != "LONG"
                    } ?? false
                let expected = isNamed ? words[words.count - 1] : words[1]
                let text = words[2..<(words.count - (isNamed ? 1 : 0))].joined(separator: " ")
                let form = try #require(forms[words[0]])
                let value: Value =
                    text == "LONG"
                    ? .string(String(repeating: "x", count: 30_000)) : try Value(parsing: Array(text.utf8))
                let told = try await caller.ask(
                    "POST", form.path, headers: [("Idempotency-Key", "wrong-\(wrong.count)-\(words[1])")],
                    form.valid.with(words[1], value))
                let fields = Self.fields(told)
                if !(400..<500).contains(told.status) || !fields.contains(expected) {
                    wrong.append("\(line): \(told.status) names \(fields) \(told.text.prefix(160))")
                }
            }
            #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
            #expect(try await Self.counts(office) == before, "what is refused changes nothing")
        }
    }

    private static func fields(_ told: Told) -> [String] {
        // An answer that is no JSON names no field.
        let problem = (try? Value(parsing: told.body)) ?? .null
        return (problem["errors"]?.list ?? []).compactMap { $0["field"]?.text }
            + [problem["field"]?.text].compactMap { $0 }
    }

    private static func counts(_ office: OpenOffice) async throws -> Int {
        try await office.value(
            """
            SELECT (SELECT count(*) FROM application) + 1000 * (SELECT count(*) FROM funder)
                 + 1000000 * (SELECT count(*) FROM funder_guideline_version)
                 + (SELECT count(*) FROM funded_deal) + (SELECT count(*) FROM payee)
                 + (SELECT count(*) FROM commission_terms) + (SELECT count(*) FROM commission_payout)
                 + (SELECT count(*) FROM partner) + (SELECT count(*) FROM cohort)
                 + (SELECT count(*) FROM participant) + (SELECT count(*) FROM mission)
                 + (SELECT count(*) FROM participant_measurement)
            """) ?? -1
    }
}

extension Value {
    /// The object with one member changed.
    func with(_ name: String, _ value: Value) -> Value {
        var fields = self.fields ?? Fields()
        fields[name] = value
        return .object(fields)
    }
}
