import CGMime

/// Goes through a message's tree and makes values of it.
struct TreeWalk {
    let limits: MessageLimits
    var defects: DefectList
    let sinks: AttachmentSinks
    let digest: @Sendable () -> any ContentDigest
    /// Leaves of the whole message and files taken out of them.
    var leafCount = 0

    init(
        limits: MessageLimits, defects: DefectList, digest: @escaping @Sendable () -> any ContentDigest,
        sinks: @escaping AttachmentSinks
    ) {
        self.digest = digest
        self.limits = limits
        self.defects = defects
        self.sinks = sinks
    }

    /// The whole message. Throws what a sink threw.
    mutating func message(_ message: UnsafeMutablePointer<GMimeMessage>, sizeBytes: Int) throws -> ParsedMessage {
        let head = MessageHead(headerFields(of: message), &defects)
        let objects = objects(of: message)
        var parts = MessageParts(count: objects.count, embeddedIn: nil, limits: limits)
        var embedded: [EmbeddedMessage] = []
        for (index, found) in objects.enumerated() {
            try read(found, &parts)
            if let inner = found.message, let message = g_mime_message_part_get_message(inner) {
                embedded.append(try innerMessage(message, leaf: index))
            }
        }
        if head.first("content-type") == nil, parts.leaves.isEmpty { defects.add(.malformed) }
        return ParsedMessage(
            head: head, body: parts.body.body, leaves: parts.leaves, unpacked: parts.unpacked, embedded: embedded,
            defects: defects.words, sizeBytes: sizeBytes)
    }

    private mutating func innerMessage(_ message: UnsafeMutablePointer<GMimeMessage>, leaf: Int) throws
        -> EmbeddedMessage
    {
        // What is broken in a message that was sent along is no defect of this one.
        let known = defects
        defer { defects = known }
        let head = MessageHead(headerFields(of: message), &defects)
        let objects = objects(of: message)
        var parts = MessageParts(count: objects.count, embeddedIn: leaf, limits: limits)
        for found in objects { try read(found, &parts) }
        return EmbeddedMessage(
            leaf: leaf, head: head, body: parts.body.body, leaves: parts.leaves, unpacked: parts.unpacked)
    }

    // MARK: Leaves

    /// The leaves in the order of the message, found without recursion.
    private mutating func objects(of message: UnsafeMutablePointer<GMimeMessage>) -> [FoundLeaf] {
        var found: [FoundLeaf] = []
        guard let root = g_mime_message_get_mime_part(message) else { return found }
        var open = [(object: root, depth: 0, isAlternative: false)]
        while let (object, depth, isAlternative) = open.popLast() {
            guard GMimeLibrary.isKind(object, of: g_mime_multipart_get_type()) else {
                guard leafCount < limits.leaves else {
                    defects.add(.tooManyParts)
                    return found
                }
                leafCount += 1
                found.append(FoundLeaf(object, isAlternative: isAlternative))
                continue
            }
            guard depth < limits.depth else {
                defects.add(.tooDeep)
                continue
            }
            let multipart = object.cast(to: GMimeMultipart.self)
            let type = FoundLeaf.contentType(of: object)
            let children = g_mime_multipart_get_count(multipart)
            if children <= 0 {
                defects.add(.multipartWithoutParts)
                found.append(FoundLeaf(object, isAlternative: isAlternative))
            }
            for index in stride(from: children - 1, through: 0, by: -1) {
                guard let child = g_mime_multipart_get_part(multipart, index) else { continue }
                open.append((child, depth + 1, isAlternative || type == "multipart/alternative"))
            }
        }
        return found
    }

    private mutating func read(_ found: FoundLeaf, _ parts: inout MessageParts) throws {
        let role = parts.body.role(of: found)
        let info = MIMELeafInfo(
            index: parts.leaves.count, embeddedIn: parts.embeddedIn, unpackedFrom: nil, contentType: found.contentType,
            charset: found.type["charset"], name: found.name, disposition: found.disposition,
            contentID: found.contentID, role: role)
        let isReport = FoundLeaf.reportTypes.contains(found.contentType)
        let isText = role == .further ? parts.body.isKept(found) : role != .attachment
        let bytesToOpen = role == .attachment ? bytesToOpen(found) : 0
        let content = LeafContent(
            keepsBytes: isText ? limits.textBytes : isReport ? limits.reportBytes : bytesToOpen,
            digest: role == .attachment ? digest() : nil,
            sink: role == .attachment ? try sinks(info) : nil)
        found.read(into: content)
        let (sha256, place) = try content.finish()
        if isText {
            if content.isCut { defects.add(.cutText) }
            defects.add(parts.body.take(content.kept, of: found, role: role))
        }
        if bytesToOpen > 0 { try unpack(found, content, &parts) }
        parts.leaves.append(
            MIMELeaf(
                info: info, sizeBytes: content.sizeBytes, sha256: sha256, place: place,
                report: isReport ? content.kept : nil))
    }

    // MARK: Headers

    /// The header fields in their order, those of the message's root part among them.
    private mutating func headerFields(of message: UnsafeMutablePointer<GMimeMessage>) -> [HeaderField] {
        var fields: [(offset: gint64, field: HeaderField)] = []
        var total = 0
        var lists = [g_mime_object_get_header_list(message.cast(to: GMimeObject.self))]
        if let root = g_mime_message_get_mime_part(message) { lists.append(g_mime_object_get_header_list(root)) }
        for list in lists {
            guard let list else { continue }
            for index in 0..<max(0, g_mime_header_list_get_count(list)) {
                guard let header = g_mime_header_list_get_header_at(list, index),
                    let name = g_mime_header_get_raw_name(header) ?? g_mime_header_get_name(header)
                else { continue }
                guard total < limits.headerBytes else {
                    defects.add(.cutHeaders)
                    break
                }
                let field = HeaderField(name: Self.fieldName(name), raw: rawValue(of: header))
                total += field.raw.count
                fields.append((g_mime_header_get_offset(header), field))
            }
        }
        return fields.sorted { $0.offset < $1.offset }.map(\.field)
    }

    private static func fieldName(_ name: UnsafePointer<CChar>) -> String {
        let text = String(cString: name)
        guard text.utf8.last?.isBlank == true else { return text }
        return String(decoding: text.utf8.reversed().drop(while: \.isBlank).reversed(), as: UTF8.self)
    }

    private mutating func rawValue(of header: UnsafeMutablePointer<GMimeHeader>) -> [UInt8] {
        guard let raw = g_mime_header_get_raw_value(header) else { return [] }
        var bytes = UnsafeBufferPointer(start: raw, count: strlen(raw)).withMemoryRebound(to: UInt8.self) { buffer in
            if buffer.count > limits.fieldBytes { defects.add(.cutHeader) }
            return Array(buffer.prefix(limits.fieldBytes))
        }
        while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
        return bytes
    }
}
