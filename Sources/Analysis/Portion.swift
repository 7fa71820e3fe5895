import Kernel

/// A part of a whole, both counted.
struct Portion: Sendable, Equatable {
    let part: Int
    let whole: Int

    init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// In tenths of a percent, rounded half to even; nil where the whole is nothing.
    var perMille: Int? {
        guard whole > 0 else { return nil }
        let (quotient, rest) = (part * 1000).quotientAndRemainder(dividingBy: whole)
        if rest * 2 == whole { return quotient + quotient % 2 }
        return rest * 2 > whole ? quotient + 1 : quotient
    }

    /// `92.5`
    var percent: String? { perMille.map { "\($0 / 10).\($0 % 10)" } }
}
