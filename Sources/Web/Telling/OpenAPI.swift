import Kernel

/// A record by its name in the description of a program's routes.
package struct APIEntity: Sendable {
    package let name: String
    package let summary: String
    package let fields: [FieldShape]
    /// Its moves from state to state, each with `from`, `on` and `to`; empty where it has no states.
    package let moves: [Value]

    package init(_ name: String, _ summary: String, _ fields: [FieldShape]) {
        self.name = name
        self.summary = summary
        self.fields = fields
        moves = []
    }

    /// With the table of its states: whatever is not in it is refused.
    package init<State: RawRepresentable, Event: RawRepresentable>(
        _ name: String, _ summary: String, _ fields: [FieldShape], _ lifecycle: Lifecycle<State, Event>
    ) where State.RawValue == String, Event.RawValue == String {
        self.name = name
        self.summary = summary
        self.fields = fields
        moves = lifecycle.moves.map {
            ["from": .string($0.from.rawValue), "on": .string($0.on.rawValue), "to": .string($0.to.rawValue)]
        }
    }
}

/// The OpenAPI 3.1 document of a table of routes, and of records that its answers have; assets are left out.
package func openAPI(title: String, version: String, routes: [Route], entities: [APIEntity] = []) -> Value {
    var schemas = Value.Fields()
    schemas["Problem"] = OpenAPISchema.problem
    for entity in entities {
        var schema = OpenAPISchema.object(entity.fields).fields ?? Value.Fields()
        schema["description"] = Value(entity.summary)
        if !entity.moves.isEmpty { schema["x-lifecycle"] = .list(entity.moves) }
        schemas[entity.name] = .object(schema)
    }
    var paths = Value.Fields()
    for route in routes.filter({ !$0.isAsset }).sorted(by: isListedBefore) {
        var item = paths[route.pattern]?.fields ?? Value.Fields()
        item[route.method.rawValue.lowercased()] = OpenAPIOperation(route).value
        paths[route.pattern] = .object(item)
    }
    return [
        "openapi": "3.1.0",
        "info": ["title": Value(title), "version": Value(version)],
        "paths": .object(paths),
        "components": [
            "securitySchemes": [
                "session": ["type": "apiKey", "in": "cookie", "name": "session"],
                "key": ["type": "http", "scheme": "bearer"],
            ],
            "schemas": .object(schemas),
            "responses": [
                "Problem": [
                    "description": "Refused: `code` for programs, `detail` says what to mend.",
                    "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
                ]
            ],
        ],
    ]
}

/// By path, then by method.
func isListedBefore(_ left: Route, _ right: Route) -> Bool {
    (left.pattern, left.method) < (right.pattern, right.method)
}

/// One operation of the document.
private struct OpenAPIOperation {
    let route: Route

    init(_ route: Route) { self.route = route }

    var value: Value {
        var fields = Value.Fields()
        fields["summary"] = Value(route.summary)
        fields["operationId"] = Value(identity)
        fields["security"] = security
        fields["x-access"] = Value(route.access.description)
        let parameters = places + (takesQuery ? route.fields.map(query) : []) + (route.needsKey ? [Self.key] : [])
        if !parameters.isEmpty { fields["parameters"] = .list(parameters) }
        if !takesQuery, !route.fields.isEmpty || route.uploads != nil { fields["requestBody"] = body }
        fields["responses"] = responses
        return .object(fields)
    }

    private var takesQuery: Bool { route.method == .get || route.method == .head }

    /// `post-offers-id-acceptance`
    private var identity: String {
        let words = route.pattern.split { !$0.isLetter && !$0.isNumber }
        return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "-")
    }

    private var security: Value {
        route.access == .open ? .list([]) : [["session": []], ["key": []]]
    }

    private var places: [Value] {
        Pattern(route.pattern).places.map { name in
            ["name": Value(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
    }

    /// The member `_idempotency_key` of a form says the same.
    private static let key: Value = [
        "name": "Idempotency-Key", "in": "header", "required": true,
        "description": "The same key with the same body is answered as before and does nothing",
        "schema": ["type": "string", "minLength": 1, "maxLength": 200],
    ]

    private func query(_ field: FieldShape) -> Value {
        var fields = Value.Fields()
        fields["name"] = Value(field.name)
        fields["in"] = "query"
        if field.isRequired { fields["required"] = true }
        if !field.note.isEmpty { fields["description"] = Value(field.note) }
        fields["schema"] = OpenAPISchema.schema(field)
        return .object(fields)
    }

    private var body: Value {
        let schema = OpenAPISchema.object(route.fields)
        let hasFiles = route.uploads != nil || route.fields.contains { $0.kind == .file }
        let media: Value = ["schema": schema]
        let content: Value =
            hasFiles
            ? ["multipart/form-data": media]
            : ["application/json": media, "application/x-www-form-urlencoded": media]
        return ["required": true, "content": content]
    }

    private var responses: Value {
        var responses = Value.Fields()
        for answer in route.answers {
            var fields = Value.Fields()
            fields["description"] = Value(answer.note)
            if !answer.fields.isEmpty {
                fields["content"] = ["application/json": ["schema": OpenAPISchema.object(answer.fields)]]
            }
            responses["\(answer.status)"] = .object(fields)
        }
        if route.answers.isEmpty { responses["200"] = ["description": Value(route.summary)] }
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        return .object(responses)
    }
}
