/// A text of the file as a diagnostic quotes it: in backticks, on one line, cut where it is long.
package func quoted(_ text: String) -> String {
  let limit = 60
  var result = "`"
  for (count, scalar) in text.unicodeScalars.enumerated() {
    if count == limit {
      result += "…"
      break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result + "`"
}
