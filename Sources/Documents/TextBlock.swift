import CPango

/// One Pango layout, released when the value's life ends.
struct LayoutHandle: ~Copyable {
    let raw: OpaquePointer

    init(in context: borrowing TextContext) { raw = pango_layout_new(context.raw) }

    deinit { g_object_unref(UnsafeMutableRawPointer(raw)) }
}

/// Where text is shaped: fonts without hinting, so that a layout does not depend on a screen.
struct TextContext: ~Copyable {
    let raw: OpaquePointer

    /// The fonts belong to Pango, one set per thread (pango_cairo_font_map_get_default).
    init() {
        raw = pango_font_map_create_context(pango_cairo_font_map_get_default())
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(raw, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(raw, 0)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(raw)) }

    /// How many characters of `text` no installed font can show: they become boxes.
    borrowing func unknownGlyphs(in text: String) -> Int {
        let layout = LayoutHandle(in: self)
        pango_layout_set_text(layout.raw, text, Int32(text.utf8.count))
        return Int(pango_layout_get_unknown_glyphs_count(layout.raw))
    }
}

/// Text broken into lines for one width. Never markup: `<b>` is four characters.
final class TextBlock {
    /// A line's place in the block, in points.
    struct Line {
        let top: Double
        let bottom: Double
        let baseline: Double
        let left: Double

        var height: Double { bottom - top }
    }

    let lines: [Line]
    let color: Color
    private let layout: LayoutHandle

    init(_ text: String, _ style: TextStyle, width: Double, in context: borrowing TextContext) {
        layout = LayoutHandle(in: context)
        color = style.color
        let clean = PlainText.cleaned(text, limit: max(200, Int(width * Self.charactersPerPoint)))
        let font = pango_font_description_new()
        pango_font_description_set_family(font, TextStyle.families)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        if style.isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        pango_layout_set_font_description(layout.raw, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout.raw, Int32(max(width, style.size) * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout.raw, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(layout.raw, style.isRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        pango_layout_set_line_spacing(layout.raw, style.lineSpacing)
        Self.forbidHyphens(layout)
        pango_layout_set_text(layout.raw, clean, Int32(clean.utf8.count))
        lines = Self.lines(of: layout)
    }

    /// A box shows at most this many characters for each point of its width: some 120 lines.
    private static let charactersPerPoint = 25.0

    var height: Double { lines.last?.bottom ?? 0 }

    /// Shows line `index` with the line's top at `y`.
    func draw(line index: Int, x: Double, y: Double, on cairo: OpaquePointer) {
        let line = lines[index]
        cairo_move_to(cairo, x + line.left, y + line.baseline - line.top)
        pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout.raw, Int32(index)))
    }

    /// A value that must be broken inside a word gains no character: an address would be another one.
    private static func forbidHyphens(_ layout: borrowing LayoutHandle) {
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        pango_layout_set_attributes(layout.raw, attributes)
        pango_attr_list_unref(attributes)
    }

    private static func lines(of layout: borrowing LayoutHandle) -> [Line] {
        let scale = Double(PANGO_SCALE)
        let iterator = pango_layout_get_iter(layout.raw)
        defer { pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        repeat {
            var top: Int32 = 0
            var bottom: Int32 = 0
            var extents = PangoRectangle()
            pango_layout_iter_get_line_yrange(iterator, &top, &bottom)
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            lines.append(
                Line(
                    top: Double(top) / scale, bottom: Double(bottom) / scale,
                    baseline: Double(pango_layout_iter_get_baseline(iterator)) / scale,
                    left: Double(extents.x) / scale))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}

/// What the installed fonts can show; for `doctor`.
package enum Fonts {
    /// How many characters of `text` would be shown as boxes.
    package static func missing(in text: String) -> Int {
        TextContext().unknownGlyphs(in: PlainText.cleaned(text, limit: 20_000))
    }
}
