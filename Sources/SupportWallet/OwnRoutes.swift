import Applications
import Kernel
import People
import Storage
import Web

/// A participant's own support: what may be asked for, and where it stands. No answer here is made of anything that holds an amount.
package struct OwnRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake
    ) -> [Route] {
        Self(database: database, clock: clock, keys: keys, intake: intake).table
    }

    private static let pictures = UploadLimits(count: 1, fileBytes: Evidence.mostBytes, totalBytes: Evidence.mostBytes)

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/support",                     for: .participants, "A participant's own support: whether it may be asked for, and what was", home),
            .get ("/support/requests",            for: .participants, "The own requests and where they stand, the newest first", index)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/support/request",             for: .participants, "Ask for support: a kind, a mission, one sentence, a picture where it helps", submit)
                .taking(SupportRequest.Draft.shapes + [.optional("evidence_kind", .choice(Evidence.Kind.allCases.map(\.rawValue))), .optional("evidence", .file, "JPEG or PNG, up to 10 MB; place and time are taken out")])
                .accepting(Self.pictures).answering(AnswerShape(201, "in review"), AnswerShape(409, "not now, with why"))
                .keyed(),
            .post("/support/requests/{id}/answer", for: .participants, "Answer what was asked about a request; it keeps its place", answer)
                .taking(.required("answer", .text(max: 280))).keyed(),
        ]
    }
}
