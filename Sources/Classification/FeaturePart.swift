/// A feature of a number, or a part of its name: `-1 rate` is made of two. The learner sees names, the reader hashes.
protocol FeaturePart {
    init(letters: some Sequence<UInt8>)
    /// This part and the next one behind it.
    func then(_ next: Self) -> Self
}

extension FeaturePart {
    init(_ text: StaticString) {
        self.init(letters: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A number from 0 to 9; what is out of that counts as the nearer end.
    init(digit: Int) { self.init(letters: CollectionOfOne(UInt8(48 + min(max(digit, 0), 9)))) }
}

struct NamedPart: FeaturePart {
    let name: String

    init(letters: some Sequence<UInt8>) { name = String(decoding: Array(letters), as: UTF8.self) }

    private init(name: String) { self.name = name }

    func then(_ next: NamedPart) -> NamedPart { NamedPart(name: name + " " + next.name) }
}

/// The hash of a name's letters, whichever way its parts were put together: a polynomial of its bytes (mod 2^64), mixed at the end.
struct HashedPart: FeaturePart {
    private let sum: UInt64
    /// The base to the power of how many letters there are.
    private let power: UInt64

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let space = UInt64(UInt8(ascii: " "))

    var hash: UInt64 {
        let mixed = (sum ^ sum >> 31) &* 0xBF58_476D_1CE4_E5B9
        return mixed ^ mixed >> 29
    }

    init(letters: some Sequence<UInt8>) {
        var (sum, power) = (UInt64(0), UInt64(1))
        for byte in letters { (sum, power) = (sum &* Self.base &+ UInt64(byte), power &* Self.base) }
        (self.sum, self.power) = (sum, power)
    }

    private init(sum: UInt64, power: UInt64) { (self.sum, self.power) = (sum, power) }

    func then(_ next: HashedPart) -> HashedPart {
        HashedPart(
            sum: (sum &* Self.base &+ Self.space) &* next.power &+ next.sum, power: power &* Self.base &* next.power)
    }
}
