import Applications
import Kernel

/// Industries as guidelines name them: by the first digits of a code, or by a name with what else it is called.
enum Industry {
    /// Names for the same trade and the NAICS codes it begins with.
    struct Group: Sendable {
        let names: Set<String>
        let naics: [String]
    }

    // swift-format-ignore
    static let groups: [Group] = [
        Group(names: ["trucking", "truck", "transportation", "freight", "logistics", "hauling", "long haul trucking"],     naics: ["484", "4885"]),
        Group(names: ["restaurant", "restaurants", "food service", "bar", "cafe", "pizzeria", "catering", "bars"],         naics: ["722"]),
        Group(names: ["construction", "contractor", "contractors", "general contractor", "builder", "roofing", "hvac"],    naics: ["23"]),
        Group(names: ["auto sales", "auto dealer", "auto dealers", "car dealer", "used cars", "car sales", "dealership"],  naics: ["4411"]),
        Group(names: ["auto repair", "mechanic", "body shop", "auto body"],                                                naics: ["8111"]),
        Group(names: ["cannabis", "marijuana", "dispensary", "cbd", "hemp"],                                               naics: ["459991", "111419"]),
        Group(names: ["adult", "adult entertainment", "strip club", "escort"],                                             naics: []),
        Group(names: ["gambling", "casino", "gaming", "betting"],                                                          naics: ["7132", "72112"]),
        Group(names: ["law firm", "law firms", "attorney", "attorneys", "legal", "legal services", "lawyer"],              naics: ["5411"]),
        Group(names: ["real estate", "realtor", "property management", "realty"],                                          naics: ["531"]),
        Group(names: ["gas station", "gas stations", "fuel", "petrol"],                                                    naics: ["457", "447"]),
        Group(names: ["medical", "healthcare", "health care", "doctor", "dentist", "dental", "clinic"],                    naics: ["621", "622", "623"]),
        Group(names: ["financial services", "finance", "lender", "lending", "mca", "check cashing", "money services"],     naics: ["522", "523"]),
        Group(names: ["insurance", "insurance agency"],                                                                    naics: ["524"]),
        Group(names: ["travel", "travel agency", "travel agent", "tour operator"],                                         naics: ["5615"]),
        Group(names: ["staffing", "temp agency", "employment agency", "payroll"],                                          naics: ["5613"]),
        Group(names: ["nonprofit", "non profit", "charity", "church", "religious organization"],                           naics: ["813"]),
        Group(names: ["firearms", "guns", "gun shop", "weapons", "ammunition"],                                            naics: ["332992", "332994"]),
        Group(names: ["retail", "store", "shop", "boutique"],                                                              naics: ["44", "45"]),
        Group(names: ["beauty", "salon", "hair salon", "barber", "spa", "nail salon"],                                     naics: ["8121"]),
        Group(names: ["landscaping", "lawn care", "landscaper"],                                                           naics: ["56173"]),
        Group(names: ["manufacturing", "manufacturer", "factory"],                                                         naics: ["31", "32", "33"]),
        Group(names: ["wholesale", "wholesaler", "distribution", "distributor"],                                           naics: ["42"]),
        Group(names: ["hotel", "motel", "lodging", "hospitality"],                                                         naics: ["721"]),
        Group(names: ["agriculture", "farm", "farming", "ranch"],                                                          naics: ["11"]),
        Group(names: ["cleaning", "janitorial", "maid service"],                                                           naics: ["56172"]),
        Group(names: ["gym", "fitness", "fitness center"],                                                                 naics: ["71394"]),
        Group(names: ["daycare", "child care", "childcare", "preschool"],                                                  naics: ["6244"]),
    ]

    /// One entry of a guideline's list.
    struct Entry: Sendable {
        let text: String
        private let digits: String?
        private let kind: IndustryCodeKind?
        private let folded: String
        private let group: Group?

        /// `7225`, `NAICS 7225`, `sic:5812`, `Restaurants`.
        init(_ text: String) {
            self.text = text
            folded = Folding.fold(text)
            let words = folded.split(separator: " ")
            let last = words.last.map(String.init) ?? ""
            let isCode = (2...6).contains(last.utf8.count) && last.utf8.allSatisfy { (48...57).contains($0) }
            let before = words.dropLast()
            digits = isCode && before.count <= 1 ? last : nil
            kind = before.first.flatMap { IndustryCodeKind(rawValue: String($0)) }
            group = digits == nil ? Industry.group(named: folded) : nil
        }

        func matches(_ merchant: Known) -> Bool {
            if let digits {
                return merchant.code?.hasPrefix(digits) == true && (kind ?? .naics) == (merchant.kind ?? .naics)
            }
            if let name = merchant.name, Industry.containsWords(name, folded) { return true }
            guard let group else { return false }
            if let merchantGroup = merchant.group, !merchantGroup.names.isDisjoint(with: group.names) { return true }
            guard merchant.kind != .sic, let code = merchant.code else { return false }
            return group.naics.contains { code.hasPrefix($0) }
        }
    }

    /// What is known of a merchant's industry.
    struct Known: Sendable {
        let code: String?
        let kind: IndustryCodeKind?
        let name: String?
        let group: Group?

        init(code: String?, kind: IndustryCodeKind?, name: String?) {
            self.code = code
            self.kind = kind
            self.name = name.map(Folding.fold)
            group = self.name.flatMap(Industry.group)
        }

        var isUnknown: Bool { code == nil && name == nil }
        /// Whether it can be told what it is not: by a code, or by a name that the synonyms know.
        var isPlaced: Bool { code != nil || group != nil }
    }

    /// The group that one of its names stands in, the longest name first.
    static func group(named folded: String) -> Group? {
        if let exact = placeByName[folded] { return groups[exact] }
        let text = padded(folded)
        return names.first { contains(text, $0.padded) }.map { groups[$0.group] }
    }

    /// Of two groups that have the same name the first.
    private static let placeByName: [String: Int] = groups.enumerated().reduce(into: [:]) { places, group in
        for name in group.element.names where places[name] == nil { places[name] = group.offset }
    }

    /// Names that may stand within a longer one, the longest first, each with a space on both sides.
    private static let names: [(padded: [UInt8], group: Int)] = groups.enumerated()
        .flatMap { offset, group in group.names.map { (name: $0, group: offset) } }
        .filter { $0.name.utf8.count > 3 }
        .sorted { ($1.name.utf8.count, $0.group, $0.name) < ($0.name.utf8.count, $1.group, $1.name) }
        .map { (padded($0.name), $0.group) }

    /// Whether `words` stand within `text` as whole words.
    static func containsWords(_ text: String, _ words: String) -> Bool {
        !words.isEmpty && contains(padded(text), padded(words))
    }

    private static func padded(_ text: String) -> [UInt8] { [32] + text.utf8 + [32] }

    private static func contains(_ text: [UInt8], _ words: [UInt8]) -> Bool {
        guard text.count >= words.count else { return false }
        return (0...(text.count - words.count)).contains { start in
            text[start + 1] == words[1] && text[start..<(start + words.count)].elementsEqual(words)
        }
    }
}
