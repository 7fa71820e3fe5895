import CGMime

/// Collects what GMime's parser found broken.
final class ParserWarnings {
    private(set) var defects: DefectList

    init(_ known: DefectList) { defects = known }

    /// Options that report here. The caller frees them, and keeps this object while they are in use.
    func options() -> OpaquePointer? {
        let options = g_mime_parser_options_new()
        g_mime_parser_options_set_warning_callback(
            options,
            { _, warning, _, context in
                guard let context else { return }
                Unmanaged<ParserWarnings>.fromOpaque(context).takeUnretainedValue().add(warning)
            }, Unmanaged.passUnretained(self).toOpaque())
        return options
    }

    private func add(_ warning: GMimeParserWarning) {
        defects.add(Self.word(for: warning))
    }

    // swift-format-ignore
    private static func word(for warning: GMimeParserWarning) -> MessageDefect? {
        switch warning {
        case GMIME_WARN_DUPLICATED_HEADER, GMIME_CRIT_CONFLICTING_HEADER:        .repeatedHeader
        case GMIME_WARN_UNENCODED_8BIT_HEADER:                                   .unencodedHeader
        case GMIME_WARN_INVALID_CONTENT_TYPE:                                    .invalidContentType
        case GMIME_WARN_INVALID_PARAMETER, GMIME_WARN_DUPLICATED_PARAMETER, GMIME_CRIT_CONFLICTING_PARAMETER: .invalidParameter
        case GMIME_WARN_MALFORMED_MULTIPART:                                     .multipartWithoutParts
        case GMIME_WARN_TRUNCATED_MESSAGE:                                       .truncated
        case GMIME_WARN_MALFORMED_MESSAGE, GMIME_WARN_PART_WITHOUT_CONTENT, GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT: .malformed
        case GMIME_CRIT_INVALID_HEADER_NAME:                                     .invalidHeaderLine
        case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:                              .missingBoundary
        case GMIME_CRIT_NESTING_OVERFLOW:                                        .tooDeep
        default: nil
        }
    }
}
