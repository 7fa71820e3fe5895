import Kernel

/// Whether a domain says in the domain name system who may send for it: SPF (RFC 7208), DKIM (RFC 6376), DMARC
/// (RFC 7489).
struct DomainCheck: Sendable {
    let domain: String
    let names: any NameLookup

    /// Under what providers usually publish DKIM keys; a domain may use any other.
    private static let selectors = ["default", "google", "selector1", "selector2", "k1", "s1", "s2", "mail", "dkim"]

    func findings() async -> [Doctor.Finding] {
        let (domain, names) = (domain, names)
        return await Blocking.run {
            [Self.policy(domain, names), Self.key(domain, names), Self.alignment(domain, names)]
        }
    }

    private static func policy(_ domain: String, _ names: any NameLookup) -> Doctor.Finding {
        let check = "SPF \(domain)"
        guard let texts = texts(at: domain, names) else { return silence(check) }
        let policies = texts.filter { $0.lowercased() == "v=spf1" || $0.lowercased().hasPrefix("v=spf1 ") }
        guard let policy = policies.first else {
            return Doctor.Finding(
                check, .red, "there is no v=spf1 record: receivers cannot tell our mail from forged mail")
        }
        guard policies.count == 1 else {
            return Doctor.Finding(check, .red, "there are \(policies.count) v=spf1 records; only one may be there")
        }
        let terms = policy.lowercased().split(separator: " ")
        if terms.contains("+all") || terms.contains("all") {
            return Doctor.Finding(check, .red, "the record ends in +all, which lets everybody send")
        }
        let isStrict = terms.contains("-all") || terms.contains("~all") || terms.contains { $0.hasPrefix("redirect=") }
        return Doctor.Finding(check, isStrict ? .green : .yellow, isStrict ? "there" : "there, but it refuses nobody")
    }

    private static func key(_ domain: String, _ names: any NameLookup) -> Doctor.Finding {
        let check = "DKIM \(domain)"
        for selector in selectors {
            guard let texts = texts(at: "\(selector)._domainkey.\(domain)", names) else { return silence(check) }
            if texts.contains(where: { $0.contains("p=") && !$0.hasSuffix("p=") }) {
                return Doctor.Finding(check, .green, "a key is there under \(selector)")
            }
        }
        return Doctor.Finding(check, .yellow, "no key under the usual selectors; it may stand under another")
    }

    private static func alignment(_ domain: String, _ names: any NameLookup) -> Doctor.Finding {
        let check = "DMARC \(domain)"
        guard let texts = texts(at: "_dmarc.\(domain)", names) else { return silence(check) }
        guard let policy = texts.first(where: { $0.lowercased().hasPrefix("v=dmarc1") })?.lowercased() else {
            return Doctor.Finding(check, .red, "there is no record at _dmarc.\(domain)")
        }
        let isLenient = policy.filter { $0 != " " }.contains("p=none")
        return Doctor.Finding(
            check, isLenient ? .yellow : .green, isLenient ? "there, but p=none asks for nothing" : "there")
    }

    /// Nil where no name server answered.
    private static func texts(at name: String, _ names: any NameLookup) -> [String]? {
        // The one reason to fail is silence, which the caller tells.
        try? names.texts(at: name)
    }

    private static func silence(_ check: String) -> Doctor.Finding {
        Doctor.Finding(check, .yellow, silenceText)
    }

    static let silenceText = "no name server answered"
}

extension Doctor.Finding {
    /// Nothing could be found out: neither good nor bad.
    var isSilence: Bool { text == DomainCheck.silenceText }
}
