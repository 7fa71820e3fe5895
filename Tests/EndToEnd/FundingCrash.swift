import Cohorts
import Glibc
import Kernel
import PartnerFunding
import People
import Storage
import TestServers
import Testing

/// The real program, killed while it pays out of a cohort's wallet.
@Suite struct FundingCrash {
    /// A part of what is released, and the last cent of all that was promised, with which allocation and commitment are
    /// complete.
    @Test(arguments: [
        (Cents(40_000), "150.00", Int64(15_000), "released active"),
        (Cents(100_000), "1000.00", Int64(100_000), "completed completed"),
    ])
    func `F62 a program that is killed between the wallet's debit and the funding ledger has done neither`(
        amount: Cents, part: String, cents: Int64, states: String
    ) async throws {
        let test = try await TestOffice(port: 0, extra: ["log_level": "info"])
        let (allocation, key) = try await test.released(amount)
        let before = try await test.funding(allocation)
        #expect(before.states == "released active" && before.wallet == amount.count)
        let first = try test.serve(fault: "funding.inside_disbursement")
        let killed = Task.detached { await first.end() }
        #expect(try await test.disburse(part, allocation, key) == nil)
        #expect(await killed.value.status == nil, "it ended by itself")
        #expect(try await test.funding(allocation) == before)
        let second = try test.serve()
        // The same intention twice: it is paid out once.
        for _ in 0..<2 { #expect(try await test.disburse(part, allocation, key) == 201) }
        second.signal(SIGTERM)
        #expect(await second.end().status == 0)
        let after = try await test.funding(allocation)
        #expect(after.disbursed == [cents] && after.wallet == amount.count - cents)
        #expect(after.capital == before.capital - cents && after.states == states)
        #expect(try await Program.run("verify", office: test).status == 0)
    }
}

extension TestOffice {
    /// An allocation that is released, and a key that may pay out of it.
    fileprivate func released(_ amount: Cents) async throws -> (Allocation.ID, key: String) {
        let (tenant, now, secret, maker) = (tenant, office.clock.now(), APIKey.Secret(), Who.system("test"))
        let id = try await database.write { db in
            _ = try APIKey.add(secret, name: "wallet", roles: [.admin], tenant: tenant, by: maker, at: now, db)
            let cohort = try Cohort.add(
                CohortTerms(
                    name: "Lagos 7", from: now.day, to: now.day.adding(days: 28), cost: Cents(10_000), currency: .usd),
                tenant: tenant, by: maker, at: now, db)
            return try self.released(amount, for: cohort.id, at: now, db)
        }
        return (id, secret.text)
    }

    /// The status of the answer; nil where the program ended before it.
    fileprivate func disburse(_ part: String, _ allocation: Allocation.ID, _ key: String) async throws -> Int? {
        let port = try await servedPort()
        let body = #"{"amount":"\#(part)","support_type":"data","participants":1,"note":"stipends"}"#
        let request = """
            POST /allocations/\(allocation)/disbursements HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\
            Authorization: Bearer \(key)\r\nAccept: application/json\r\nContent-Type: application/json\r\n\
            Idempotency-Key: first\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)
            """
        let answer = await withCheckedContinuation { continuation in
            TestServers.Thread.start {
                // No answer is what the kill is about.
                continuation.resume(
                    returning: try? Loopback.exchange(Array(request.utf8), with: port, patienceSeconds: 600))
            }
        }
        let words = String(decoding: answer ?? [], as: UTF8.self).split(separator: " ")
        return words.count > 1 ? Int(words[1]) : nil
    }

    /// Where the program that was started last serves; waits for ten minutes at most.
    private func servedPort() async throws -> UInt16 {
        for _ in 0..<60_000 {
            if let port = Program.port(in: log) { return port }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotWritten(path: "the port")
    }
}
