import Kernel
import Wire

extension IMAPSession {
    /// Messages that one command asks for, and commands that are on their way at once.
    private static let batch = 100
    private static let depth = 4

    /// Fetches whole messages into `sink` as they come, several commands in flight; no flag changes. `budget` is the
    /// longest one message may take. Where the connection fails, the fault names the message it was at
    /// (`IMAPFault.cut`); what was delivered before stays delivered.
    package func fetchBodies<Sink: LiteralSink>(
        _ uids: [UInt32], budget: Span = .minutes(10), into sink: inout Sink
    ) throws(IMAPFault) -> FetchReport {
        guard mailbox != nil else { throw .noMailbox }
        let uids = SequenceSet(uids).ranges.flatMap { $0.first...$0.last }
        var fetch = BodyFetch(uids, into: sink)
        defer { sink = fetch.sink }
        var batches = stride(from: 0, to: uids.count, by: Self.batch).map {
            uids[$0..<min($0 + Self.batch, uids.count)]
        }[...]
        var inFlight: [String: ArraySlice<UInt32>] = [:]
        while !inFlight.isEmpty || !batches.isEmpty {
            if fetch.sinkFault != nil { batches = [] }
            try request(&batches, &inFlight)
            guard !inFlight.isEmpty else { break }
            guard let tagged = try receiveBodies(&fetch, budget) else { continue }
            guard let asked = inFlight.removeValue(forKey: tagged.tag) else {
                throw close(.missing("answer to UID FETCH by its tag"))
            }
            if tagged.status != .ok { fetch.refused(asked, code: tagged.text.code?.name) }
        }
        if let fault = fetch.sinkFault { throw .sink(uid: fault.uid, fault.error) }
        fetch.conclude(present: try present(fetch.unanswered))
        return fetch.report
    }

    /// Which of the messages are in the mailbox: silence alone does not prove that one is gone.
    private func present(_ uids: [UInt32]) throws(IMAPFault) -> Set<UInt32> {
        var found: Set<UInt32> = []
        for start in stride(from: 0, to: uids.count, by: 500) {
            found.formUnion(try search("UID \(SequenceSet(Array(uids[start..<min(start + 500, uids.count)])))"))
        }
        return found
    }

    /// Sends commands until enough are on their way, in one write.
    private func request(
        _ batches: inout ArraySlice<ArraySlice<UInt32>>, _ inFlight: inout [String: ArraySlice<UInt32>]
    ) throws(IMAPFault) {
        var lines = ""
        while inFlight.count < Self.depth, let batch = batches.popFirst() {
            let tag = nextTag()
            inFlight[tag] = batch
            lines += "\(tag) UID FETCH \(SequenceSet(Array(batch))) (UID BODY.PEEK[])\r\n"
        }
        if !lines.isEmpty { try send(Array(lines.utf8), "UID FETCH") }
    }

    /// Reads up to the next tagged answer, or one response; bodies go to the sink on the way.
    private func receiveBodies<Sink: LiteralSink>(
        _ fetch: inout BodyFetch<Sink>, _ budget: Span
    ) throws(IMAPFault) -> TaggedResponse? {
        var deadline = Deadline(after: patience)
        while true {
            let step: ResponseFramer.Step
            do {
                step = try nextStep(until: deadline, "UID FETCH") { fetch.take($0) }
            } catch {
                guard let uid = fetch.current, case .wire(let fault) = error else {
                    fetch.abandonCurrent(.unreadable)
                    throw error
                }
                fetch.abandonCurrent(.unreadable)
                throw .cut(uid: uid, fault)
            }
            switch step {
            case .literal(let beginning, let size):
                fetch.begin(beginning, size: size)
                deadline = Deadline(after: budget)
            case .response(let bytes, let omitted):
                guard let response = try parse(bytes, omitted, "UID FETCH") else {
                    fetch.abandonCurrent(.unreadable)
                    return nil
                }
                return take(response, &fetch)
            case .hungry, .octets, .literalEnd: break
            }
        }
    }

    private func take<Sink: LiteralSink>(_ response: Response, _ fetch: inout BodyFetch<Sink>) -> TaggedResponse? {
        switch response {
        case .tagged(let tagged): return tagged
        case .untagged(.fetch(let message)):
            if !fetch.complete(message) { unaskedBodies += 1 }
        case .untagged, .continuation: fetch.abandonCurrent(.unreadable)
        }
        return nil
    }

    /// Fetches one message part by part (RFC 9051 section 6.4.5, `BODY[]<origin.count>`), so that a giant one delays
    /// nobody: `between` may use the session for other work after each part. `budget` is the longest one part may take.
    package func fetchInParts<Sink: LiteralSink>(
        _ info: MessageInfo, partBytes: Int = 4 << 20, budget: Span = .minutes(2), into sink: inout Sink,
        between: () throws(IMAPFault) -> Void = {}
    ) throws(IMAPFault) -> FetchReport {
        guard mailbox != nil else { throw .noMailbox }
        precondition(partBytes > 0, "a part has octets")
        do { try sink.begin(info.uid, size: info.size) } catch { throw .sink(uid: info.uid, error) }
        do throws(IMAPFault) {
            var report = try fetchParts(of: info, partBytes, budget, into: &sink, between)
            guard report.failed.isEmpty, report.missing.isEmpty else {
                sink.abandon(info.uid)
                return report
            }
            report.delivered = 1
            do { try sink.end(info.uid) } catch { throw IMAPFault.sink(uid: info.uid, error) }
            return report
        } catch {
            sink.abandon(info.uid)
            throw error
        }
    }

    /// The parts up to the first that is shorter than asked for; the size told before may be an estimate.
    private func fetchParts<Sink: LiteralSink>(
        of info: MessageInfo, _ partBytes: Int, _ budget: Span, into sink: inout Sink,
        _ between: () throws(IMAPFault) -> Void
    ) throws(IMAPFault) -> FetchReport {
        var partBytes = partBytes
        var offset = 0
        while let origin = UInt32(exactly: offset) {
            var fetch = BodyFetch([info.uid], into: sink, origin: origin, marksEnds: false)
            defer { sink = fetch.sink }
            let tag = nextTag()
            let command = "\(tag) UID FETCH \(info.uid) (UID BODY.PEEK[]<\(origin).\(partBytes)>)\r\n"
            try send(Array(command.utf8), "UID FETCH")
            var answer: TaggedResponse?
            while answer == nil { answer = try receiveBodies(&fetch, budget) }
            guard let answer, answer.tag == tag else { throw close(.missing("answer to UID FETCH by its tag")) }
            if answer.status != .ok { fetch.refused([info.uid], code: answer.text.code?.name) }
            if let fault = fetch.sinkFault { throw .sink(uid: fault.uid, fault.error) }
            fetch.conclude(present: try present(fetch.unanswered))
            if fetch.report.failed.first?.reason == .unattributed, partBytes > ResponseFramer.literalLimit / 2 {
                // The UID comes behind the octets: parts small enough to be kept until then.
                partBytes = ResponseFramer.literalLimit / 2
                continue
            }
            guard fetch.report.delivered == 1, fetch.octetCount == partBytes else {
                return atEnd(of: info, offset + fetch.octetCount, fetch.report)
            }
            offset += partBytes
            sink = fetch.sink
            try between()
        }
        return FetchReport()
    }

    /// A message whose size is a multiple of the part's ends with a part that a server may answer with NIL.
    private func atEnd(of info: MessageInfo, _ offset: Int, _ report: FetchReport) -> FetchReport {
        guard offset > 0, offset >= info.size, report.failed.allSatisfy({ $0.reason == .noBody }) else { return report }
        var report = report
        report.failed = []
        report.missing = []
        return report
    }
}
