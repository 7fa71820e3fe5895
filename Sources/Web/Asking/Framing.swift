/// Where a request's body ends (RFC 9112 section 6): read strictly, because two readings of one length let a request
/// hide behind another.
enum Framing: Equatable {
    case none
    case length(Int)
    case chunked

    /// Reads the header fields; whatever can be read in two ways is refused, and the connection must end.
    init(_ headers: Headers, isVersion11: Bool, method: Method) throws(Problem) {
        let lengths = headers.all("Content-Length")
        let codings = headers.all("Transfer-Encoding")
        guard lengths.count <= 1, codings.count <= 1, lengths.isEmpty || codings.isEmpty else {
            throw Problem(400, "doubled_length", "the body's length is stated more than once")
        }
        if let coding = codings.first {
            guard isVersion11, isSame(coding.trimmed, "chunked") else {
                throw Problem(400, "unknown_coding", "the only transfer coding is chunked")
            }
            self = .chunked
        } else if let length = lengths.first {
            let isNumber =
                !length.isEmpty && length.utf8.count <= 15 && length.utf8.allSatisfy { (48...57).contains($0) }
            guard isNumber, let bytes = Int(length) else {
                throw Problem(400, "bad_length", "Content-Length must be a number")
            }
            self = bytes == 0 ? .none : .length(bytes)
        } else {
            self = .none
        }
        if self != .none, method == .get || method == .head {
            throw Problem(400, "unexpected_body", "a request that only looks has no body")
        }
    }
}
