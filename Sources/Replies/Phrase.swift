import Classification
import Funders
import Kernel
import Storage

/// A phrase that the office taught the reader: what a funder means by words or codes of its own. Kept when it is retired,
/// so that old readings can be explained.
package struct Phrase: Sendable {
    package typealias ID = Identifier<Phrase>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case active, retired
    }

    package enum Event: String, Sendable, CaseIterable {
        case retire
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from       on         to
        (.active,     .retire,   .retired),
    ])

    package let id: ID
    package let tenant: TenantID
    package let text: String
    package let means: PhraseMeaning
    /// Nil: whoever writes.
    package let funder: Funder.ID?
    package let state: State
    /// The version of the office's words that began with it, and the one that began without it.
    package let sinceVersion: Int
    package let untilVersion: Int?
    package let addedAt: Moment
    package let addedBy: Who
    package let retiredAt: Moment?

    /// What the reader takes; evidence names it `words:ID`.
    package var taught: TenantPhrase { Self.taught(text, means, funder, id) }

    static func taught(_ text: String, _ means: PhraseMeaning, _ funder: Funder.ID?, _ id: ID) -> TenantPhrase {
        TenantPhrase(text, means: means.taught, funder: funder?.description, name: "words:\(id)")
    }
}

/// What a phrase can stand for, and how that is written: `reason:negative_days`, `document:void_check`,
/// `outcome:declined`.
package struct PhraseMeaning: Sendable, Hashable, SQLBindable, SQLReadable {
    package let taught: TenantPhrase.Meaning

    /// Outcomes that a phrase may say: an offer is read from its terms, a machine's mail from its headers.
    package static let outcomes: [Outcome] = Outcome.allCases.filter { $0.combines && $0 != .offered }

    package static let all: [PhraseMeaning] =
        DeclineReason.allCases.map { PhraseMeaning(taught: .reason($0)) }
        + DocumentCode.allCases.map { PhraseMeaning(taught: .document($0)) }
        + outcomes.map { PhraseMeaning(taught: .outcome($0)) }

    package init(taught: TenantPhrase.Meaning) { self.taught = taught }

    package init?(code: String) {
        guard let known = Self.all.first(where: { $0.code == code }) else { return nil }
        self = known
    }

    package var code: String {
        switch taught {
        case .reason(let reason): "reason:\(reason.rawValue)"
        case .document(let document): "document:\(document.rawValue)"
        case .outcome(let outcome): "outcome:\(outcome.rawValue)"
        }
    }

    package var label: String {
        switch taught {
        case .reason(let reason): "Declined because: \(reason.label)"
        case .document(let document): "Wants: \(document.label)"
        case .outcome(let outcome): "Says: \(outcome.label)"
        }
    }

    package var sqlValue: SQLValue { code.sqlValue }

    package init?(sqlValue: SQLValue) {
        guard let code = String(sqlValue: sqlValue) else { return nil }
        self.init(code: code)
    }
}

package enum PhraseRefusal: Refusal, Equatable {
    case unknown(Phrase.ID)
    case empty
    case tooLong
    case tooShort
    case tooGeneral(String)
    case bareNumber
    case common(share: Int)
    case known(Phrase.ID)
    case tooMany(Int)
    case unknownMeaning(String)
    case severalMeanings(String)

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .known, .tooMany: .conflict
        default: .invalid
        }
    }
    package var code: String {
        switch self {
        case .unknown: "unknown_phrase"
        case .empty: "phrase_missing"
        case .tooLong: "phrase_too_long"
        case .tooShort: "phrase_too_short"
        case .tooGeneral, .common: "phrase_too_general"
        case .bareNumber: "phrase_bare_number"
        case .known: "phrase_known"
        case .tooMany: "too_many_phrases"
        case .unknownMeaning: "unknown_meaning"
        case .severalMeanings: "several_meanings"
        }
    }
    package var field: String? {
        switch self {
        case .unknown, .tooMany: nil
        case .unknownMeaning, .severalMeanings: "means"
        case .bareNumber: "funder"
        default: "phrase"
        }
    }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no phrase \(id)"
        case .empty: "write the words or the code as the funder writes them; marks alone say nothing"
        case .tooLong:
            "a phrase has at most \(PhraseRules.mostWords) words and \(PhraseRules.mostCharacters) characters"
        case .tooShort: "a phrase needs at least \(PhraseRules.leastLetters) letters or digits"
        case .tooGeneral(let word):
            "\u{201C}\(word)\u{201D} alone stands in any mail; add the words that make it the funder's"
        case .bareNumber: "a bare number means something with one funder only: choose the funder"
        case .common(let share):
            "it stands in \(share) of 100 recent mails, too many to mean one thing; add the words around it"
        case .known(let id): "the phrase stands already, for the same funder, as \(id); retire that one first"
        case .tooMany(let most): "an office has at most \(most) phrases; retire those that nobody writes"
        case .unknownMeaning(let text):
            "\u{201C}\(text)\u{201D} is no decline reason, document or outcome of ours, nor a reason of a system that we know"
        case .severalMeanings(let text): "\u{201C}\(text)\u{201D} can mean several of our reasons; choose one"
        }
    }
}
