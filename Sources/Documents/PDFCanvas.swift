import CPango
import Kernel

/// A PDF in the making. Cairo's handles are released when the value's life ends, on every path.
struct PDFCanvas: ~Copyable {
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let sink: ByteSink

    private final class ByteSink {
        var bytes: [UInt8] = []
    }

    init(_ size: PageSize, title: String, author: String, date: Moment) throws(PDFFault) {
        sink = ByteSink()
        let write: cairo_write_func_t = { closure, bytes, count in
            guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
            let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
            sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        // The sink outlives the surface: both are this value's.
        let closure = Unmanaged.passUnretained(sink).toOpaque()
        surface = cairo_pdf_surface_create_for_stream(write, closure, size.width, size.height)
        cairo = cairo_create(surface)
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        describe(CAIRO_PDF_METADATA_TITLE, title)
        describe(CAIRO_PDF_METADATA_AUTHOR, author)
        describe(CAIRO_PDF_METADATA_CREATOR, "fundgate")
        describe(CAIRO_PDF_METADATA_CREATE_DATE, date.description)
        describe(CAIRO_PDF_METADATA_MOD_DATE, date.description)
        try check()
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    borrowing func draw(_ mark: Mark) {
        switch mark {
        case .fill(let box, let color):
            set(color)
            cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            cairo_fill(cairo)
        case .frame(let box, let color):
            set(color)
            cairo_set_line_width(cairo, 0.6)
            cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            cairo_stroke(cairo)
        case .rule(let x, let y, let width, let color, let thickness):
            set(color)
            cairo_set_line_width(cairo, thickness)
            cairo_move_to(cairo, x, y)
            cairo_line_to(cairo, x + width, y)
            cairo_stroke(cairo)
        case .text(let block, let line, let x, let y):
            set(block.color)
            block.draw(line: line, x: x, y: y, on: cairo)
        case .picture(let picture, let box): picture.draw(in: box, on: cairo)
        }
    }

    borrowing func endPage() { cairo_show_page(cairo) }

    /// The whole file. Cairo tells of errors only after the surface is finished.
    consuming func finish() throws(PDFFault) -> [UInt8] {
        cairo_surface_finish(surface)
        try check()
        return sink.bytes
    }

    private borrowing func check() throws(PDFFault) {
        for status in [cairo_status(cairo), cairo_surface_status(surface)]
        where status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED {
            throw PDFFault(problem: String(cString: cairo_status_to_string(status)))
        }
    }

    private borrowing func describe(_ field: cairo_pdf_metadata_t, _ text: String) {
        cairo_pdf_surface_set_metadata(surface, field, PlainText.cleaned(text, limit: 200))
    }

    private borrowing func set(_ color: Color) { cairo_set_source_rgb(cairo, color.red, color.green, color.blue) }
}

/// A rectangle in points, from the page's upper left corner.
struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}

/// One thing drawn on a page.
enum Mark {
    case fill(Box, Color)
    case frame(Box, Color)
    case rule(x: Double, y: Double, width: Double, Color, thickness: Double)
    case text(TextBlock, line: Int, x: Double, y: Double)
    case picture(Picture, Box)
}

/// Cairo could not write the document.
package struct PDFFault: Fault {
    let problem: String

    package var description: String { "cannot write the PDF: \(problem)" }
}
