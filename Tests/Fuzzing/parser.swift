import MIME

/// Any bytes as a raw message: parsing answers or throws, and what it answers can be written down.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzParser(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // What is refused is answered: only a crash, a hang or a growing memory counts.
    guard let message = try? MessageParser().parse(bytes) else { return 0 }
    _ = message.body.readable
    _ = DeliveryReport.read(message)
    _ = AutomaticMail.read(message)
    _ = AuthenticationResults.all(in: message.head)
    return 0
}
