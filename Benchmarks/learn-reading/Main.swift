import Classification
import Glibc
import Kernel
import TestReadings

/// `learn-reading FILE`: learns from the labelled mails of Tests/Fixtures what words speak for, and writes the table that `Leanings` reads.
/// What is held back (`OwnCase.heldBack`) teaches nothing.
@main struct LearnReading {
    static func main() {
        guard CommandLine.arguments.count == 2 else {
            print("learn-reading FILE: where the table is written, Sources/CLeanings/leanings.c\n")
            exit(2)
        }
        let lessons = Lesson.all()
        let table = LeaningTable(
            outcomes: Learner(lessons.compactMap(\.ofOutcome), classes: Outcome.allCases.count, .one),
            reasons: Learner(lessons.compactMap(\.ofReason), classes: DeclineReason.allCases.count, .one),
            marks: Learner(
                lessons.compactMap(\.ofMarks),
                classes: DocumentCode.allCases.count + DeclineReason.allCases.count + Outcome.allCases.count, .any))
        do { try table.write(to: CommandLine.arguments[1]) } catch {
            print("the table cannot be written: \(error)\n")
            exit(1)
        }
        print("\(lessons.count) mails, \(table.rows) features, units are \(table.units)")
    }
}
