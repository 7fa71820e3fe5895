extension Request {
    /// Where a person wanted to go before they signed in: the field `next`, where it is a path of ours.
    package var next: String? {
        guard let text = value["next"]?.text ?? query["next"], text.utf8.count <= 2000, text.hasPrefix("/"),
            !text.hasPrefix("//"), text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }
}
