import Kernel
import Testing

@testable import Web

struct FieldReaderTests {
    enum Color: String, CaseIterable { case red, green }
    struct Thing {}

    static func errors(_ value: Value, _ build: (inout FieldReader) -> Void) -> [String] {
        do {
            try FieldReader.read(value) { build(&$0) }
            return []
        } catch let errors as FieldErrors {
            return errors.errors.map { "\($0.field) \($0.code)" }
        } catch {
            return ["\(error)"]
        }
    }

    static let id = "01m7xq3fh6nc1n6p7myr8hsbbg"

    /// What is read of `a`, and what must be wrong with it.
    static let rows: [(kind: String, value: Value, error: String?)] = [
        ("text", "x", nil), ("text", " x ", nil), ("text", "", "required"), ("text", "  ", "required"),
        ("text", .null, "required"), ("text", 5, "not_text"), ("text", "12345678901", "too_long"),
        ("text", "äöüäöüäöüä", nil), ("text", "a\r\nBcc: x", "control_character"),
        ("text", "a\u{0}", "control_character"),
        ("lines", "a\r\nb\tc", nil), ("lines", "a\u{1b}", "control_character"),
        ("integer", 5, nil), ("integer", "5", nil), ("integer", " 5 ", nil), ("integer", 11, "out_of_range"),
        ("integer", -1, "out_of_range"), ("integer", "5.0", "not_a_number"),
        ("integer", .decimal("5.5"), "not_a_number"),
        ("integer", true, "not_a_number"), ("integer", "99999999999999999999", "not_a_number"),
        ("cents", 5, nil), ("cents", "$1,234.50", nil), ("cents", .decimal("12.5"), nil),
        ("cents", "1,23", "not_money"),
        ("cents", "1.234", "not_money"), ("cents", "-1", "out_of_range"), ("cents", "1e3", "not_money"),
        ("cents", ",123", "not_money"), ("cents", "1,234,5", "not_money"), ("cents", [1], "not_a_number"),
        ("scaled", "1.35", nil), ("scaled", .decimal("1.35001"), "not_a_number"), ("scaled", "9", "out_of_range"),
        ("day", "2026-11-20", nil), ("day", "2026-02-29", "not_a_day"), ("day", 20, "not_a_day"),
        ("flag", "on", nil), ("flag", true, nil), ("flag", "0", nil), ("flag", "maybe", "not_a_flag"),
        ("flag", 1, "not_a_flag"),
        ("choice", "red", nil), ("choice", "blue", "not_one_of"), ("choice", .null, "required"),
        ("choice", 1, "not_one_of"),
        ("id", .string(id), nil), ("id", "x", "not_an_id"), ("id", .null, "required"),
        ("texts", ["x", "y"], nil), ("texts", "x", nil), ("texts", ["b": 1], "not_a_list"),
        ("objects", [["b": "x"]], nil), ("objects", "x", "not_a_list"),
        ("moment", "2026-11-20T21:22:00Z", nil), ("moment", "yesterday", "not_a_moment"),
    ]

    @Test(arguments: rows)
    func `each kind of field takes what it should and names what it does not`(
        row: (kind: String, value: Value, error: String?)
    ) {
        let errors = Self.errors(["a": row.value]) { fields in
            switch row.kind {
            case "text": _ = fields.text("a", max: 10)
            case "lines": _ = fields.text("a", max: 10, lines: true)
            case "integer": _ = fields.integer("a", in: 0...10)
            case "cents": _ = fields.cents("a")
            case "scaled": _ = fields.scaled("a", places: 4, in: 0...50000)
            case "day": _ = fields.day("a")
            case "flag": _ = fields.flag("a")
            case "choice": _ = fields.choice("a", Color.self)
            case "id": _ = fields.id("a", Thing.self)
            case "texts": _ = fields.texts("a", max: 5)
            case "objects": _ = fields.objects("a") { $0.text("b", max: 5) }
            case "moment": _ = fields.optionalMoment("a")
            default: Issue.record("no kind \(row.kind)")
            }
        }
        #expect(errors == (row.error.map { ["a \($0)"] } ?? []))
    }

    @Test func `values are read as they are meant`() throws {
        let form: Value = [
            "name": "  Ada \r\n Lovelace ", "amount": "$1,234.5", "factor": "1.3500", "box": "on", "states": "NY",
            "day": "2026-11-20", "color": "green", "empty": "", "inner": ["deep": "x"],
        ]
        let read = try FieldReader.read(form) { fields -> [String] in
            [
                fields.text("name", max: 50, lines: true), "\(fields.cents("amount"))",
                "\(fields.scaled("factor", places: 4, in: 0...99999))", "\(fields.flag("box"))",
                "\(fields.flag("other"))",
                "\(fields.texts("states", max: 2))", "\(fields.day("day"))", "\(fields.choice("color", Color.self))",
                fields.optionalText("empty", max: 5) ?? "-", "\(fields.optionalInteger("absent", in: 0...1) ?? -1)",
                "\(fields.has("empty"))", fields.object("inner") { $0.text("deep", max: 5) } ?? "-",
            ]
        }
        #expect(
            read == [
                "Ada \n Lovelace", "1234.50", "13500", "true", "false", #"["NY"]"#, "2026-11-20", "green", "-", "-1",
                "true", "x",
            ])
    }

    @Test func `errors within lists and objects carry their path`() {
        let value: Value = [
            "funders": [["name": "A"], ["name": "", "age": 1], "x"], "states": ["NY", "New York"], "one": ["x": 1],
        ]
        let errors = Self.errors(value) { fields in
            _ = fields.objects("funders") { $0.text("name", max: 5) }
            _ = fields.texts("states", max: 2)
            _ = fields.object("one") { _ in }
        }
        #expect(
            errors == [
                "funders[1].name required", "funders[1].age unknown_field", "funders[2] not_an_object",
                "states[1] too_long", "one.x unknown_field",
            ])
    }

    @Test func `an error of a rule joins those of the fields`() {
        let errors = Self.errors(["a": 1, "b": 2]) { fields in
            _ = fields.integer("a", in: 0...9)
            fields.refuse("a", code: "odd", "must be even")
        }
        #expect(errors == ["a odd", "b unknown_field"])
    }

    @Test func `names are told without control characters and not at length`() {
        var fields = Value.Fields()
        fields["a\r\nb" + String(repeating: "x", count: 100)] = 1
        #expect(Self.errors(.object(fields)) { _ in } == ["ab" + String(repeating: "x", count: 56) + " unknown_field"])
    }
}
