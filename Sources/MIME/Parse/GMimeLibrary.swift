import CGMime

/// GMime's start, once per process; messages may then be parsed on several threads at once.
enum GMimeLibrary {
    static let started: Void = g_mime_init()

    /// What C macros such as GMIME_IS_PART ask.
    static func isKind(_ object: UnsafeMutablePointer<GMimeObject>, of type: GType) -> Bool {
        object.withMemoryRebound(to: GTypeInstance.self, capacity: 1) { g_type_check_instance_is_a($0, type) != 0 }
    }
}

/// One owned reference to a GObject, given back at the value's end.
struct GReference<Object>: ~Copyable {
    let pointer: UnsafeMutablePointer<Object>

    /// Takes over a reference that the caller owns (transfer full).
    init(owning pointer: UnsafeMutablePointer<Object>) { self.pointer = pointer }

    deinit { g_object_unref(pointer) }
}

extension UnsafeMutablePointer {
    /// The same object seen as its parent or child class.
    func cast<Other>(to: Other.Type) -> UnsafeMutablePointer<Other> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: Other.self)
    }
}
