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
        let outcomes = Learner(
            lessons.map { ($0.features, Lesson.place($0.outcome)) }, classes: Outcome.allCases.count)
        let reasons = Learner(
            lessons.compactMap { lesson in
                lesson.reason.map { (lesson.features.filter { !$0.hasPrefix("s:") }, Lesson.place($0)) }
            }, classes: DeclineReason.allCases.count)
        let table = LeaningTable(outcomes, reasons)
        do { try table.write(to: CommandLine.arguments[1]) } catch {
            print("the table cannot be written: \(error)\n")
            exit(1)
        }
        print("\(lessons.count) mails, \(table.rows) features, a unit is \(table.unit)")
    }
}
