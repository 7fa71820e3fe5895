import Classification
import TestReadings

/// Refusals, requests, offers and notes in the usual words, each made of a frame and of what is given as reason, wanted or told:
/// authors who are asked for mails avoid just these, of which most of the post consists.
struct PlainMails {
    /// No frame and no reason or paper in its words stands in mails of two folds.
    let folds: Int

    func all() -> [LabelledMail] { refusals() + requests() + notes() + PlainOffers(folds: folds).all() }

    private func refusals() -> [LabelledMail] {
        let rows: [(code: DeclineReason, text: String)] = coded("plain-reasons")
        let frames = frames("frames-refusals")
        var mails: [LabelledMail] = []
        for (place, row) in rows.enumerated() {
            for turn in 0..<5 {
                // a second reason stands beside two of five
                let other = rows[next(place, (turn + 3) * 8, rows.count)]
                let isPair = turn >= 3 && other.code != row.code
                let text = isPair ? row.text + [" and ", ", "][place % 2] + other.text : row.text
                var label = Reading(outcome: .declined)
                label.declineReasons = isPair ? [row.code, other.code] : [row.code]
                mails.append(mail(place, text, frame(frames, place, turn), label))
            }
        }
        return mails
    }

    private func requests() -> [LabelledMail] {
        let rows: [(code: DocumentCode, text: String)] = coded("plain-papers")
        let frames = frames("frames-papers")
        var mails: [LabelledMail] = []
        for (place, row) in rows.enumerated() {
            for count in 1...5 {
                let others = (1..<count).map { rows[next(place, $0 * (count + 1) * 4, rows.count)] }
                let all = [row] + others.filter { $0.code != row.code }
                let texts = all.map(\.text)
                let list =
                    count == 5
                    ? texts.map { "\n- " + $0 }.joined()
                    : texts.count > 1
                        ? texts.dropLast().joined(separator: ", ") + " and " + texts[texts.count - 1] : texts[0]
                var label = Reading(outcome: .requestedDocuments)
                label.requestedDocuments = all.map(\.code)
                mails.append(mail(place, list, frame(frames, place, count), label))
            }
        }
        return mails
    }

    private func notes() -> [LabelledMail] {
        let rows: [(code: Outcome, text: String)] = coded("plain-notes")
        return rows.enumerated().flatMap { place, row in
            Self.greetings.map { mail(place, row.text, $0, Reading(outcome: row.code)) }
        }
    }

    /// What stands around a note of one sentence.
    private static let greetings = [
        "…", "Hi Dana,\n\n…\n\nThanks,\nSam", "Hello,\n…\nBest regards,\nRobin Hale\nGranite Step Funding",
        "Dana - …\n\nThank you!",
    ]

    /// A row some steps further, of the same fold.
    private func next(_ place: Int, _ steps: Int, _ count: Int) -> Int {
        let own = (count - place % folds + folds - 1) / folds
        return place % folds + (place / folds + steps) % own * folds
    }

    /// One of the frames of the fold.
    private func frame(_ frames: [String], _ place: Int, _ turn: Int) -> String {
        frames[next(place % folds, place / folds * 7 + turn * 3, frames.count)]
    }

    private func coded<Code: RawRepresentable<String>>(_ name: String) -> [(code: Code, text: String)] {
        Lesson.rows(name).compactMap { row in
            row.count == 2 ? Code(rawValue: row[0]).map { ($0, row[1]) } : nil
        }
    }

    private func frames(_ name: String) -> [String] {
        Lesson.rows(name).compactMap(\.first).map { $0.replacing("\\n", with: "\n") }
    }

    private func mail(_ place: Int, _ text: String, _ frame: String, _ label: Reading) -> LabelledMail {
        LabelledMail(
            file: "plain \(place % folds)",
            input: ReplyInput(subject: "Re: Corner Shop", body: frame.replacing("…", with: text)), label: label)
    }
}
