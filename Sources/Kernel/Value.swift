/// A tree of plain values: what a request brought, what a page or a JSON answer shows. Numbers that are not
/// integers stay decimal text, so that nothing passes through floating point.
package enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    /// A number with a fraction or an exponent, as it was written.
    case decimal(String)
    case string(String)
    case list([Value])
    case object(Fields)

    /// The members of an object in their order; a name stands once. Few of them, as nearly all objects have, are found by
    /// looking through them; of many there is an index.
    package struct Fields: Hashable, Sendable {
        package private(set) var members: [(name: String, value: Value)] = []
        /// Where each name stands; nil while they are few.
        private var places: [String: Int]?

        private static let few = 24

        package init() {}

        package subscript(name: String) -> Value? {
            get { place(of: name).map { members[$0].value } }
            set {
                switch (place(of: name), newValue) {
                case (let place?, let value?): members[place].value = value
                case (let place?, nil):
                    members.remove(at: place)
                    if places != nil { index() }
                case (nil, let value?):
                    members.append((name, value))
                    if places != nil { places?[name] = members.count - 1 } else if members.count > Self.few { index() }
                case (nil, nil): break
                }
            }
        }

        private func place(of name: String) -> Int? {
            if let places { return places[name] }
            return members.firstIndex { $0.name == name }
        }

        private mutating func index() {
            places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.name, $0) })
        }

        package var isEmpty: Bool { members.isEmpty }
        package var names: [String] { members.map(\.name) }

        package static func == (one: Fields, other: Fields) -> Bool {
            one.members.elementsEqual(other.members) { $0.name == $1.name && $0.value == $1.value }
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(members.count)
            for (name, value) in members {
                hasher.combine(name)
                hasher.combine(value)
            }
        }
    }
}

extension Value {
    /// The same object with one member more, or another value of it. Members are moved, not copied, where nobody else has them.
    package consuming func adding(_ name: String, _ value: consuming Value) -> Value {
        switch consume self {
        case .object(var fields):
            fields[name] = value
            return .object(fields)
        case let other: return other
        }
    }

    /// The same object with the members of `other` behind.
    package consuming func adding(_ other: Value) -> Value {
        switch consume self {
        case .object(var fields):
            for (name, value) in other.fields?.members ?? [] { fields[name] = value }
            return .object(fields)
        case let this: return this
        }
    }

    package subscript(name: String) -> Value? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    package var text: String? { if case .string(let text) = self { text } else { nil } }
    package var list: [Value]? { if case .list(let list) = self { list } else { nil } }
    package var fields: Fields? { if case .object(let fields) = self { fields } else { nil } }
    package var integer: Int64? { if case .int(let value) = self { value } else { nil } }
    package var flag: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var isNull: Bool { self == .null }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: Value...) { self = .list(elements) }
    package init(nilLiteral: ()) { self = .null }
    package init(dictionaryLiteral elements: (String, Value)...) {
        var fields = Fields()
        for (name, value) in elements { fields[name] = value }
        self = .object(fields)
    }
}

extension Value {
    package init(_ text: String) { self = .string(text) }
    package init(_ text: String?) { self = text.map(Value.string) ?? .null }
    package init(_ number: some BinaryInteger) { self = .int(Int64(number)) }
    package init(_ number: (some BinaryInteger)?) { self = number.map { .int(Int64($0)) } ?? .null }
    package init(_ flag: Bool) { self = .bool(flag) }
    package init<Record>(_ id: Identifier<Record>) { self = .string(id.description) }
    package init<Record>(_ id: Identifier<Record>?) { self = Value(id?.description) }
    package init(_ moment: Moment) { self = .string(moment.description) }
    package init(_ moment: Moment?) { self = Value(moment?.description) }
    package init(_ day: Day?) { self = Value(day?.description) }
    package init(_ list: [Value]) { self = .list(list) }
}
