import Kernel

/// JSON Schema of fields (OpenAPI 3.1 section 4.8.24).
enum OpenAPISchema {
    static func object(_ fields: [FieldShape]) -> Value {
        var properties = Value.Fields()
        for field in fields { properties[field.name] = described(field) }
        var schema = Value.Fields()
        schema["type"] = "object"
        schema["properties"] = .object(properties)
        let required = fields.filter(\.isRequired).map { Value($0.name) }
        if !required.isEmpty { schema["required"] = .list(required) }
        return .object(schema)
    }

    static func schema(_ field: FieldShape) -> Value {
        switch field.kind {
        case .text(let max): ["type": "string", "maxLength": Value(max)]
        case .integer: ["type": "integer"]
        case .money: ["type": "string", "pattern": "^[0-9]+(\\.[0-9]{1,2})?$"]
        case .day: ["type": "string", "format": "date"]
        case .moment: ["type": "string", "format": "date-time"]
        case .flag: ["type": "boolean"]
        case .id: ["type": "string", "minLength": 26, "maxLength": 26]
        case .choice(let choices): ["type": "string", "enum": .list(choices.map { Value($0) })]
        case .list: ["type": "array", "items": [:]]
        case .object: ["type": "object"]
        case .file: ["type": "string", "format": "binary"]
        }
    }

    private static func described(_ field: FieldShape) -> Value {
        guard !field.note.isEmpty, var fields = schema(field).fields else { return schema(field) }
        fields["description"] = Value(field.note)
        return .object(fields)
    }

    static let problem: Value = [
        "type": "object",
        "properties": [
            "type": ["type": "string"],
            "title": ["type": "string"],
            "status": ["type": "integer"],
            "code": ["type": "string"],
            "detail": ["type": "string"],
            "field": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "field": ["type": "string"], "code": ["type": "string"], "message": ["type": "string"],
                    ],
                ],
            ],
            "request_id": ["type": "string"],
        ],
        "required": ["type", "title", "status", "code", "detail", "request_id"],
    ]
}
