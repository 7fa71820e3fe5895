import Kernel

/// Reads the fields of an object and collects what is wrong. A getter that finds an error notes it and returns a
/// stand-in; `read` throws all errors together before anybody can use one. A form's empty field counts as absent.
package struct FieldReader {
    private let fields: Value.Fields
    private let path: String
    private var known: Set<String> = []
    package private(set) var errors: [FieldError] = []

    init(_ fields: Value.Fields, path: String = "") {
        self.fields = fields
        self.path = path
    }

    /// Reads `object` with `build`. A field that `build` never asked for is unknown and refused.
    package static func read<Result>(
        _ object: Value, _ build: (inout FieldReader) throws -> Result
    ) throws -> Result {
        guard let fields = object.fields else {
            throw PlainRefusal(.invalid, code: "not_an_object", "the body must be an object with named fields")
        }
        var reader = FieldReader(fields)
        let result: Result
        do {
            result = try build(&reader)
        } catch {
            throw reader.errors.isEmpty ? error : FieldErrors(reader.errors)
        }
        let errors = reader.finished
        guard errors.isEmpty else { throw FieldErrors(errors) }
        return result
    }

    /// The errors with those for fields nobody asked for; names too long to repeat are cut.
    var finished: [FieldError] {
        let unknown = fields.names.filter { !known.contains($0) }.prefix(20).map { name in
            FieldError(
                field: path
                    + String(
                        name.unicodeScalars.prefix(60).filter { $0.value >= 32 && $0.value != 127 }.map(Character.init)),
                code: "unknown_field", message: "there is no such field")
        }
        return errors + unknown
    }

    /// Whether the field is there at all, be it empty: what a PATCH changes.
    package mutating func has(_ name: String) -> Bool {
        known.insert(name)
        return fields[name] != nil
    }

    /// The field as it came; nil where it is absent, null or an empty text.
    package mutating func raw(_ name: String) -> Value? {
        known.insert(name)
        guard let value = fields[name], !value.isNull, value != .string("") else { return nil }
        return value
    }

    /// Notes an error of a rule that no getter knows.
    package mutating func refuse(_ name: String, code: String, _ message: String) {
        errors.append(FieldError(field: path + name, code: code, message: message))
    }

    /// Notes that a field must be there; the stand-in is the caller's.
    mutating func need(_ name: String) { refuse(name, code: "required", "must be given") }

    /// A reader for an object within this one, its errors added to ours.
    mutating func nested<Result>(
        _ name: String, _ value: Value, _ build: (inout FieldReader) -> Result
    ) -> Result? {
        guard let inner = value.fields else {
            refuse(name, code: "not_an_object", "must be an object")
            return nil
        }
        var reader = FieldReader(inner, path: path + name + ".")
        let result = build(&reader)
        errors += reader.finished
        return result
    }
}
