/// What a document says, in the order of the page; `PaperDocument.render` sets it.
package struct PaperDocument: Sendable {
    /// A labelled value in a box of a form.
    package struct Field: Sendable {
        package let label: String
        /// Absent and empty values are shown as `–`.
        package let value: String?
        /// The share of the row's width.
        package let weight: Double

        package init(_ label: String, _ value: String?, weight: Double = 1) {
            self.label = label
            self.value = value
            self.weight = weight
        }
    }

    /// A table's column.
    package struct Column: Sendable {
        package let title: String
        package let weight: Double
        /// For numbers.
        package let isRight: Bool

        package init(_ title: String, weight: Double = 1, isRight: Bool = false) {
            self.title = title
            self.weight = weight
            self.isRight = isRight
        }
    }

    /// A line to sign on.
    package struct Signature: Sendable {
        package let name: String
        package let role: String?
        /// Nil leaves a line for the date.
        package let date: String?

        package init(name: String, role: String?, date: String? = nil) {
            self.name = name
            self.role = role
            self.date = date
        }
    }

    package enum Block: Sendable {
        case heading(String)
        /// Rows of boxes with labelled values.
        case form([[Field]])
        /// Wrapped cells; the titles are repeated on each page.
        case table([Column], rows: [[String]])
        case paragraph(String, isSmall: Bool = false)
        case signatures([Signature])
        /// Stand on one page where one can hold them.
        indirect case together([Block])
        /// A JPEG or PNG, as wide as the page or as high as `height` points; where it is none, the words say so.
        case picture([UInt8], words: String, height: Double = 260)
        case gap(points: Double)
        case pageBreak
    }

    package var title: String
    /// Who sends it: shown at the top of the first page.
    package var sender: String
    /// The sender's address and numbers, a line each.
    package var senderLines: [String] = []
    /// Lines under the title: number, date.
    package var titleLines: [String] = []
    /// Stands at the foot of each page, and at the head of all but the first.
    package var reference: String
    package var footNote = ""
    package var pageSize = PageSize.letter
    package var blocks: [Block] = []

    package init(title: String, sender: String, reference: String) {
        self.title = title
        self.sender = sender
        self.reference = reference
    }
}
