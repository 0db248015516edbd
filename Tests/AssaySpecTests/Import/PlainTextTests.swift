import AssaySpec
import Testing

/// Documentation in HTML, as text for a native file.
@Suite("Documentation as plain text")
struct PlainTextTests {
  @Test(
    "Tags are laid out or dropped, what is no tag is text",
    arguments: [
      ("<p>One.</p>", "One."),
      ("<p>One.</p> <p>Two.</p>", "One.\n\nTwo."),
      ("<p>See <code>a</code> and <a href=\"x\">b</a>.</p>", "See `a` and b."),
      ("<ul><li><p>One</p></li><li>Two</li></ul>", "- One\n\n- Two"),
      ("One<br/>Two", "One\nTwo"),
      ("arn:aws:<region>:x", "arn:aws:<region>:x"),
      ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
      ("a < b", "a < b"),
      ("a  \n b", "a b"),
      ("<p>", ""),
      ("<p", "<p"),
      ("<important> <p>Mind.</p> </important>", "Mind."),
      ("", ""),
    ])
  func texts(html: String, text: String) {
    #expect(PlainText.fromHTML(html) == text)
  }
}
