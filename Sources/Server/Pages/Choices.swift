/// Marks in a page's bytes what forms hold already: in `<select … data-value="X">` the option whose value is X is
/// selected, in `<fieldset … data-values="A B">` the boxes of A and B are checked. Templates cannot compare.
enum Choices {
    static func mark(_ page: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(page.count + 256)
        var wanted: (values: [ArraySlice<UInt8>], item: [UInt8], mark: [UInt8], end: [UInt8])?
        var index = 0
        while index < page.count {
            guard page[index] == UInt8(ascii: "<"), let end = page[index...].firstIndex(of: UInt8(ascii: ">")) else {
                out.append(page[index])
                index += 1
                continue
            }
            let tag = page[index..<end]
            if let current = wanted {
                if tag.starts(with: current.end) {
                    wanted = nil
                } else if tag.starts(with: current.item), let value = attribute(" value=\"", of: tag),
                    current.values.contains(where: { $0.elementsEqual(value) })
                {
                    out += tag + current.mark
                    index = end
                    continue
                }
            } else if tag.starts(with: select), let value = attribute(" data-value=\"", of: tag), !value.isEmpty {
                wanted = ([value], Array("<option".utf8), Array(" selected".utf8), Array("</select".utf8))
            } else if tag.starts(with: fieldset), let values = attribute(" data-values=\"", of: tag) {
                let list = values.split(separator: UInt8(ascii: " "))
                wanted = (list, Array("<input".utf8), Array(" checked".utf8), Array("</fieldset".utf8))
            }
            out += tag
            index = end
        }
        return out
    }

    private static let select = Array("<select".utf8)
    private static let fieldset = Array("<fieldset".utf8)

    /// What stands between `name` and the next quotation mark.
    private static func attribute(_ name: String, of tag: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = Array(name.utf8)
        var place = tag.startIndex
        while place + name.count <= tag.endIndex {
            if tag[place] == name[0], tag[place..<place + name.count].elementsEqual(name) {
                let start = place + name.count
                guard let end = tag[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
                return tag[start..<end]
            }
            place += 1
        }
        return nil
    }
}
