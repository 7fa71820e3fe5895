import Kernel

/// Offers side by side as a merchant is shown them. All values are formatted already; there is no place in it for what is
/// the broker's own.
package struct OfferSheet: Sendable {
    /// One offer: a column.
    package struct Option: Sendable {
        package var name: String
        /// What paying early saves, a line each.
        package var earlyPayment: [String] = []
        /// What must be brought before it is funded.
        package var wanted: [String] = []

        package init(name: String) { self.name = name }
    }

    package struct Cell: Sendable {
        /// Nil where it is not stated and does not follow from what is.
        package let text: String?
        /// Whether it was computed from the funder's terms.
        package let isComputed: Bool

        package init(text: String?, isComputed: Bool) {
            self.text = text
            self.isComputed = isComputed
        }

        /// The mark stays beside its figure.
        package var shown: String { text.map { isComputed ? "\($0)\u{A0}*" : $0 } ?? "not stated" }
    }

    package struct Row: Sendable {
        package let label: String
        /// In the options' order.
        package let cells: [Cell]

        package init(label: String, cells: [Cell]) {
            self.label = label
            self.cells = cells
        }
    }

    /// Offers in one currency.
    package struct Table: Sendable {
        package let currency: String
        package let options: [Option]
        package let rows: [Row]

        package init(currency: String, options: [Option], rows: [Row]) {
            self.currency = currency
            self.options = options
            self.rows = rows
        }
    }

    package var broker: String
    /// The broker's address and numbers, a line each.
    package var brokerLines: [String]
    package var merchant: String
    package var reference: String
    /// The day of what is newest in it.
    package var date: String
    package var tables: [Table]
    /// How each computed row is made: its name and its formula.
    package var formulas: [(label: String, formula: String)] = []
    package var pageSize = PageSize.letter

    package init(
        broker: String, brokerLines: [String], merchant: String, reference: String, date: String, tables: [Table]
    ) {
        self.broker = broker
        self.brokerLines = brokerLines
        self.merchant = merchant
        self.reference = reference
        self.date = date
        self.tables = tables
    }

    package static let notice = """
        The offers are the funders' own and bind nobody until an agreement is signed. Figures marked * are computed from the \
        funders' terms as told below; where a funder does not state enough, nothing is shown.
        """
}
