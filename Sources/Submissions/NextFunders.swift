import Applications
import Estimates
import Funders
import Kernel
import Storage

/// After a decline: funders that the application has not been sent to and whose rules the reason does not hit (N05).
package struct NextFunders: Sendable {
    package struct Proposal: Sendable {
        package let line: Shortlist.Line
        /// The funder's own rules that the reasons are about, all of them met.
        package let met: [Assessment.Finding]
    }

    package let submission: Submission
    package let reasons: [String]
    package let list: Shortlist
    package let proposals: [Proposal]

    /// What has all its documents at hand comes first, then by score. A funder is left out that has a rule about a reason
    /// which the merchant fails, or which cannot be told; that cannot be sent to; that any rule excludes; or that had the
    /// merchant before.
    package static func make(
        after id: Submission.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> NextFunders {
        let submission = try Submission.find(id, tenant: tenant, db)
        let reasons = try Decline.of(id, tenant: tenant, db).map(\.code)
        let list = try Shortlist.make(submission.application, tenant: tenant, at: now, db)
        let proposals = list.lines.compactMap { proposal($0, reasons) }.enumerated().sorted { one, other in
            let (a, b) = (one.element.line.missingCount, other.element.line.missingCount)
            return a == b ? one.offset < other.offset : a < b
        }.map(\.element)
        return NextFunders(submission: submission, reasons: reasons, list: list, proposals: proposals)
    }

    private static func proposal(_ line: Shortlist.Line, _ reasons: [String]) -> Proposal? {
        guard line.block == nil, line.last == nil, line.assessment?.verdict != .red else { return nil }
        guard let guideline = line.dossier.guideline, let assessment = line.assessment else {
            return Proposal(line: line, met: [])
        }
        let concerned = reasons.flatMap { guideline.criteria.findings(on: $0, in: assessment) }
        guard concerned.allSatisfy({ $0.verdict == .green }) else { return nil }
        return Proposal(line: line, met: concerned)
    }

    package var value: Value {
        [
            "submission": Value(submission.id), "application": Value(submission.application),
            "merchant": .string(list.application.fields.legalName), "reference": .string(list.application.reference),
            "status": .string(submission.status.rawValue), "reasons": .list(reasons.map(Value.string)),
            "funders": .list(
                proposals.map { proposal in
                    proposal.line.value.adding("met", .list(proposal.met.map(\.value)))
                        .adding("is_complete", .bool(proposal.line.missingCount == 0))
                }),
        ]
    }
}

extension Shortlist.Line {
    var missingCount: Int { assessment?.missingDocuments.count ?? 0 }
}
