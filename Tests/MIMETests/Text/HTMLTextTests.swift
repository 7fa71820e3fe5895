import Testing

@testable import MIME

@Suite struct HTMLTextTests {
    // swift-format-ignore
    private static let rows: [(html: String, text: String)] = [
        ("<p>One</p><p>Two</p>",                                            "One\n\nTwo"),
        ("One<br>Two<br/>\n<br>Three",                                      "One\nTwo\n\nThree"),
        ("<div>One</div><div><br></div><div>Two</div>",                     "One\n\nTwo"),
        ("a  b\n c&nbsp;d",                                                 "a b c d"),
        ("5 &lt; 6 &amp; caf&eacute; &#8364;&#x20AC;",                      "5 < 6 & café €€"),
        ("<b>bo</b>ld <i> and</i> <span>not</span>",                        "bold and not"),
        ("<table><tr><td>Amount</td><td>$50,000</td></tr><tr><td>Term</td><td>9 months</td></tr></table>", "Amount\t$50,000\nTerm\t9 months"),
        ("<table><tr><td><p>Amount</p></td><td><p>$50,000</p></td></tr><tr><td><p>Rate</p></td><td><p>1.3</p></td></tr></table>", "Amount\t$50,000\nRate\t1.3"),
        ("<table><tr><th></th><th>A</th><th>B</th></tr><tr><td>Term</td><td>6</td><td>9</td></tr></table>", "\tA\tB\nTerm\t6\t9"),
        ("<table><tr><td>&nbsp;</td><td><p>Hello</p><p>there</p></td></tr></table>", "Hello\nthere"),
        ("<ul><li>one<li>two</ul>end",                                      "- one\n- two\nend"),
        ("<ol><li>one</li><li>two</li></ol>",                               "1. one\n2. two"),
        ("<body>Yes.<blockquote>Will you?<blockquote>Hm</blockquote></blockquote>", "Yes.\n> Will you?\n> > Hm"),
        ("Now <s>$40,000</s> $50,000 <del></del>ok",                        "Now ~~$40,000~~ $50,000 ok"),
        ("<span style='text-decoration: line-through'>no</span> yes",       "~~no~~ yes"),
        ("a<script>x()</script><style>p{}</style><!-- c -->b",              "ab"),
        ("a<div style='display:none'>secret</div><p hidden>x</p>b",         "a\n\nb"),
        ("<pre>a  b\nc</pre>",                                              "a  b\nc"),
        ("<body>open <b>tag <p>and <a href=x>more",                         "open tag\n\nand more"),
        ("<div>Ok</div><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p>From: a</p></div></div><p>Old</p>", "Ok\n\n> From: a\n>\n> Old"),
        ("<p>Ok</p><hr><div id='divRplyFwdMsg'>From: a</div><div>Old</div>", "Ok\n\n> From: a\n> Old"),
        ("<body>Ok<div class='gmail_quote'><div class='gmail_attr'>On Monday a wrote:</div><blockquote class='gmail_quote'>Old</blockquote></div>", "Ok\nOn Monday a wrote:\n> Old"),
        ("<body>Ok<div class='yahoo_quoted'>Old</div>",                           "Ok\n> Old"),
        ("<body>Ok<div class='freshdesk_quote'><blockquote class='freshdesk_quote'>Old</blockquote></div>", "Ok\n> > Old"),
        ("<body>Ok<div name='messageReplySection'>Old</div>",                     "Ok\n> Old"),
        ("<body>Ok<blockquote class='missive_quote'>Old</blockquote>New",         "Ok\n> Old\nNew"),
        ("<div>Ok</div><div id='x_x_appendonsend'></div><div>Old</div>",          "Ok\n> Old"),
        ("<p>Ok</p><hr id='stopSpelling'>Date: Monday<br>From: a",                "Ok\n\n> Date: Monday\n> From: a"),
        ("<div>Ok</div><div style='border:none;border-left:solid blue 1.5pt;padding:0in 0in 0in 4.0pt'><p>Old</p></div>", "Ok\n\n> Old"),
        ("<div>Ok</div><div style='padding:3pt 0in 0in; border-width:1pt medium medium; border-style:solid none none'>From: a</div>Old", "Ok\n> From: a\n> Old"),
        ("<div>Ok</div><div style='border-left:solid red 1.5pt'>Our terms</div>", "Ok\nOur terms"),
        ("no markup at all",                                                "no markup at all"),
        ("",                                                                ""),
    ]

    @Test(arguments: rows)
    func `C24 HTML becomes the text that a person sees`(html: String, text: String) {
        #expect(HTMLText.text(fromHTML: Array(html.utf8)) == text)
    }

    @Test func `C24 nothing is lost below the depth at which the parser gives up`() {
        for depth in [300, 5_000] {
            let html =
                String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
                + "<p>end &amp; out</p>"
            let text = HTMLText.text(fromHTML: Array(html.utf8))
            #expect(text.contains("deep"))
            #expect(text.contains("end & out"))
        }
    }

    @Test func `hostile HTML takes linear time`() {
        for piece in [
            "<table><tr><td>", "<blockquote>", "<s>", "&", "<", "<!--", "<p", "<a href=\"", "&#x", "<ol><li>",
        ] {
            _ = HTMLText.text(fromHTML: Array(String(repeating: piece, count: 5_000).utf8))
        }
    }
}
