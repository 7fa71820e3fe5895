import Classification
import Glibc
import Kernel
import MIME
import Server
import TestReadings

/// `bench-reading FOLDER [--differences odd|even|NAME]`: reads labelled replies and the project's own cases, prints how far the
/// readings agree with the labels by half and set, and how fast they are made.
@main struct BenchReading {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        var shown: String?
        if let mark = words.firstIndex(of: "--differences"), mark + 1 < words.count {
            shown = words[mark + 1]
            words.removeSubrange(mark...mark + 1)
        }
        let sets = words.flatMap(LabelledSet.folder) + OwnCase.files.flatMap(LabelledSet.own)
        if let shown { return sets.forEach { $0.printDifferences(shown) } }
        ScoreTable(sets: sets).print()
        Pace(cases: sets.flatMap(\.cases)).print()
    }
}
