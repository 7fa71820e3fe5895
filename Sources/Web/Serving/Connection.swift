import CMicroHTTPD

/// The library's handle of one connection.
///
/// @unchecked Sendable: the pointer itself is a plain word. It is used on the connection's event loop within a callback,
/// and from elsewhere only for `resume`, which the library allows on any thread; the exchange's lock makes sure that this
/// happens while the connection is suspended, when the library can neither close nor free it.
struct Connection: @unchecked Sendable {
    let raw: OpaquePointer

    func suspend() { MHD_suspend_connection(raw) }
    func resume() { MHD_resume_connection(raw) }

    var socket: Int32 { fg_connection_socket(raw) }

    /// The client's numeric address; empty where there is none.
    var peer: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let base = buffer.baseAddress, fg_connection_address(raw, base, 64) == 0 else { return "" }
            return String(cString: base)
        }
    }

    /// The header fields as they came, their bytes unread.
    var fields: [(name: [UInt8], value: [UInt8])] {
        var fields: [(name: [UInt8], value: [UInt8])] = []
        withUnsafeMutablePointer(to: &fields) { list in
            _ = MHD_get_connection_values_n(
                raw, .HEADER_KIND,
                { list, _, name, nameBytes, value, valueBytes in
                    guard let list, let name else { return .NO }
                    let bytes = { (start: UnsafePointer<CChar>, count: Int) in
                        Array(UnsafeRawBufferPointer(start: start, count: count))
                    }
                    list.assumingMemoryBound(to: [(name: [UInt8], value: [UInt8])].self).pointee.append(
                        (bytes(name, nameBytes), value.map { bytes($0, valueBytes) } ?? []))
                    return .YES
                }, list)
        }
        return fields
    }
}
