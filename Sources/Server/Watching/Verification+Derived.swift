import Kernel
import People
import Storage
import Submissions

extension Verification {
    /// Every submission's status follows from its events.
    static func derived(_ db: Connection) throws -> [Line] {
        let wrong = try Submission.misderived(db)
        let count: Int = try db.value("SELECT count(*) FROM submission") ?? 0
        return [
            Line(
                check: "statuses", isWhole: wrong.isEmpty,
                text: wrong.first.map { "\(wrong.count) of \(count) submissions stand wrong, first \($0)" }
                    ?? "\(count) submissions stand where their events lead")
        ]
    }
}
