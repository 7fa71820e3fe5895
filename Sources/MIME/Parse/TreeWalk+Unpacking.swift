extension TreeWalk {
    /// How many bytes of a leaf are kept so that it can be opened.
    func bytesToOpen(_ found: FoundLeaf) -> Int { found.isTNEF || found.isNamedTNEF ? limits.tnefBytes : 0 }

    /// Takes the files and the text out of a winmail.dat; what is none stays as it is. Throws what a sink threw.
    mutating func unpack(_ found: FoundLeaf, _ content: LeafContent, _ parts: inout MessageParts) throws {
        guard !content.isCut else {
            defects.add(.cutTNEF)
            return
        }
        let bytes = content.kept
        guard let opened = TNEFReader.read(bytes, limits: limits, mostFiles: limits.leaves - leafCount) else {
            if found.isTNEF { defects.add(.brokenTNEF) }
            return
        }
        if opened.isBroken { defects.add(.brokenTNEF) }
        if opened.hasMore { defects.add(.tooManyParts) }
        if opened.isTooDeep { defects.add(.tooDeep) }
        parts.body.offer(text: opened.text, html: opened.html)
        leafCount += opened.files.count
        let source = parts.leaves.count
        for file in opened.files { parts.unpacked.append(try leaf(file, in: bytes, of: source, parts)) }
    }

    private func leaf(_ file: TNEFFile, in bytes: [UInt8], of source: Int, _ parts: MessageParts) throws -> MIMELeaf {
        let info = MIMELeafInfo(
            index: parts.count + parts.unpacked.count, embeddedIn: parts.embeddedIn, unpackedFrom: source,
            contentType: file.contentType, charset: file.charset, name: file.name, disposition: "attachment",
            contentID: file.contentID, role: .attachment)
        let content = LeafContent(keepsBytes: 0, digest: digest(), sink: try sinks(info))
        switch file.content {
        case .stretch(let range): bytes.withUnsafeBytes { Self.write(.init(rebasing: $0[range]), to: content) }
        case .made(let made): made.withUnsafeBytes { Self.write($0, to: content) }
        }
        let (sha256, place) = try content.finish()
        return MIMELeaf(info: info, sizeBytes: content.sizeBytes, sha256: sha256, place: place, report: nil)
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to content: LeafContent) {
        let room = 64 * 1024
        for start in stride(from: 0, to: bytes.count, by: room) {
            content.take(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + room, bytes.count)]))
        }
    }
}
