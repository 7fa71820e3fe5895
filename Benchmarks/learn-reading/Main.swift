import Classification
import Glibc
import Kernel
import TestReadings

/// `learn-reading FOLDER`: learns from the labelled mails of Tests/Fixtures what words speak for, what numbers are and which readings are
/// right, and writes the tables that `Learned` reads. What is held back (`OwnCase.heldBack`) teaches nothing.
@main struct LearnReading {
    /// Every mail is read once by tables that it and the other mails of its file did not teach.
    private static let folds = 4

    static func main() async {
        guard CommandLine.arguments.count == 2 else {
            print("learn-reading FOLDER: where the tables are written, Sources/CLeanings\n")
            exit(2)
        }
        let folder = CommandLine.arguments[1]
        let mails = LabelledMail.all() + PlainMails(folds: folds).all()
        let (lessons, papers) = (Lesson.all(mails), mails.map(PaperLesson.init))
        let numbers = mails.filter(\.isWhole).map(NumberLesson.init)
        let files = Set(mails.map(\.file)).sorted()
        // the largest table is learned while the folds are
        async let whole = Tables(lessons, numbers, papers)
        let trusted = await withTaskGroup(of: (Int, [TrustLesson]).self) { group in
            for fold in 0..<folds {
                let left = Set(files.enumerated().filter { $0.offset % folds == fold }.map(\.element))
                group.addTask {
                    let tables = Tables(
                        lessons.filter { $0.file.map { !left.contains($0) } ?? true },
                        numbers.filter { !left.contains($0.file) }, papers.filter { !left.contains($0.file) })
                    return (
                        fold, TrustLesson.all(mails.filter { $0.isWhole && left.contains($0.file) }, by: tables.learned)
                    )
                }
            }
            var lessons: [(Int, [TrustLesson])] = []
            for await part in group { lessons.append(part) }
            return lessons.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        let trust = SignLines(Learner(trusted.map(\.row), classes: 1, .any))
        var lines = await whole.lines
        lines[.trust] = trust.lines
        for table in Learned.Table.allCases {
            do {
                try LearnedTable.write(lines[table] ?? [], as: "fg_\(table)", to: "\(folder)/\(table).c")
            } catch {
                print("the table of \(table) cannot be written: \(error)\n")
                exit(1)
            }
            print("\(table): \((lines[table] ?? []).count - 2) features")
        }
        print("\(lessons.count) mails and sentences, \(numbers.reduce(0) { $0 + $1.rows.count }) numbers")
        print("\(trusted.count) readings, \(trusted.filter { !$0.row.truths.isEmpty }.count) of them right")
    }
}

/// What some lessons teach.
struct Tables: Sendable {
    let lines: [Learned.Table: [String]]

    init(_ lessons: [Lesson], _ numbers: [NumberLesson], _ papers: [PaperLesson]) {
        func signs(_ table: Learned.Table, _ rows: [Learner.Row]) -> [String] {
            SignLines(Learner(rows, classes: table.classes, .one)).lines
        }
        lines = [
            .words: LeaningTable(lessons).lines, .numbers: signs(.numbers, numbers.flatMap(\.rows)),
            .frequencies: signs(.frequencies, numbers.compactMap(\.frequency)),
            .units: signs(.units, numbers.flatMap(\.units)),
            .papers: SignLines(Learner(sentences: papers.map(\.rows), classes: Learned.Table.papers.classes)).lines,
        ]
    }

    var learned: Learned { Learned(lines: lines) }
}
