import Kernel

extension Currency {
    /// `$1,200.50`, and `-$800` for what goes the other way.
    func shown(_ cents: Cents) -> String {
        cents < .zero ? "-" + symbol + (.zero - cents).grouped : symbol + cents.grouped
    }
}
