import Classification
import TestReadings

/// Refusals, requests and offers in the usual words, each made of a frame and of what is given as reason or wanted: authors who are asked for mails
/// avoid just these, of which most of the post consists.
struct PlainMails {
    /// No word of a mail stands in mails of another fold.
    let folds: Int

    func all() -> [LabelledMail] { refusals() + requests() + PlainOffers(folds: folds).all() }

    private func refusals() -> [LabelledMail] {
        let rows: [(code: DeclineReason, text: String)] = coded("plain-reasons")
        let frames = frames("frames-refusals")
        var mails: [LabelledMail] = []
        for (place, row) in rows.enumerated() {
            for turn in 0..<4 {
                // a second reason stands beside each fourth
                let other = rows[(place + (turn + 3) * 8 * folds) % rows.count]
                let isPair = turn == 3 && other.code != row.code
                let text = isPair ? row.text + [" and ", ", "][place % 2] + other.text : row.text
                var label = Reading(outcome: .declined)
                label.declineReasons = isPair ? [row.code, other.code] : [row.code]
                mails.append(mail(place, text, frames[(place * 7 + turn * 11) % frames.count], label))
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
                let others = (1..<count).map { rows[(place + $0 * (count + 1) * 4 * folds) % rows.count] }
                let all = [row] + others.filter { $0.code != row.code }
                let texts = all.map(\.text)
                let list =
                    count == 5
                    ? texts.map { "\n- " + $0 }.joined()
                    : texts.count > 1
                        ? texts.dropLast().joined(separator: ", ") + " and " + texts[texts.count - 1] : texts[0]
                var label = Reading(outcome: .requestedDocuments)
                label.requestedDocuments = all.map(\.code)
                mails.append(mail(place, list, frames[(place * 3 + count * 7) % frames.count], label))
            }
        }
        return mails
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
