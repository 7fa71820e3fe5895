import Kernel

/// What is shown: for a browser a page made of `template`, for a program `value` as JSON.
package struct View: Sendable {
    package let template: String
    package let value: Value
    package let title: String?
    package let status: Int

    package init(_ template: String, _ value: Value, title: String? = nil, status: Int = 200) {
        self.template = template
        self.value = value
        self.title = title
        self.status = status
    }
}
