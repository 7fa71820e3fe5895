import Classification
import Glibc
import Kernel
import MIME
import Server
import TestReadings

/// `bench-reading FOLDER [--differences odd|even|NAME] [--kinds odd|even] [--pace|--table|--readings]`: reads labelled replies and the project's own cases, prints how far the
/// readings agree with the labels by half and set, and how fast they are made.
@main struct BenchReading {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        var shown: String?
        if let mark = words.firstIndex(of: "--differences"), mark + 1 < words.count {
            shown = words[mark + 1]
            words.removeSubrange(mark...mark + 1)
        }
        var counted: String?
        if let mark = words.firstIndex(of: "--kinds"), mark + 1 < words.count {
            counted = words[mark + 1]
            words.removeSubrange(mark...mark + 1)
        }
        let isPaceAlone = words.contains("--pace")
        let isTableAlone = words.contains("--table")
        let isReadings = words.contains("--readings")
        words.removeAll { $0 == "--pace" || $0 == "--table" || $0 == "--readings" }
        let sets = words.flatMap(LabelledSet.folder) + OwnCase.files.flatMap(LabelledSet.own)
        if let shown { return sets.forEach { $0.printDifferences(shown) } }
        if let counted { return LabelledSet.printKinds(sets.filter { $0.name.hasSuffix(counted) }) }
        if isReadings { return LabelledSet.printReadings(sets) }
        if isPaceAlone { return Pace(cases: sets.flatMap(\.cases)).print() }
        ScoreTable(sets: sets).print()
        if !isTableAlone { Pace(cases: sets.flatMap(\.cases)).print() }
    }
}
