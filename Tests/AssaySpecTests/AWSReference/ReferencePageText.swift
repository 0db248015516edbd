import AssayModel
import AssaySpec

/// A page of an AWS API reference, written for these tests in the manner of real ones.
enum ReferencePageText {
  static let page = """
    SearchParcels - AWS ParcelPost

    SearchParcels

    Finds parcels of a depot. A token named nextToken leads to the next page.

    Request Syntax

    POST /depots/depotId/parcels?pageSize=maxResults&tag=tags HTTP/1.1 X-Trace: traceId Content-type: application/json { "filter": { "sentAfter": "string", "weight": number }, "labels": { "string" : "string" }, "nextToken": "string", "states": [ "string" ] }

    URI Request Parameters

    The request uses the following URI parameters.

    depotId

    The depot's ID. The filter applies to its parcels.

    Length Constraints: Fixed length of 12.

    Pattern: [0-9 ]+

    Required: Yes

    maxResults

    The size of a page.

    Valid Range: Minimum value of 1. Maximum value of 100.

    tags

    Tags of parcels.

    Array Members: Minimum number of 0 items. Maximum number of 5 items.

    Length Constraints: Minimum length of 1. Maximum length of 32.

    traceId

    Names the request in logs.

    Request Body

    The request accepts the following data in JSON format.

    filter

    What to look for. See states for more.

    Type: ParcelFilter object

    Required: No

    labels

    Labels to set.

    Type: String to string map

    Map Entries: Maximum number of 50 items.

    Key Length Constraints: Minimum length of 1. Maximum length of 128.

    Key Pattern: [a-z]+

    Value Length Constraints: Maximum length of 256.

    Required: No

    nextToken

    The token of the previous page.

    Type: String

    Length Constraints: Minimum length of 1.

    Required: No

    states

    The states to look for.

    Type: Array of strings

    Array Members: Minimum number of 1 item.

    Valid Values: SENT | LOST | ARRIVED

    Required: Yes

    Response Syntax

    HTTP/1.1 202 Content-type: application/json { "count": number, "nextToken": "string", "open": boolean, "parcels": [ { "id": "string", "route": { ... }, "sent": number, "stops": [ "string" ] } ], "since": "string" }

    Response Elements

    If the action is successful, the service sends back an HTTP 202 response.

    The following data is returned in JSON format by the service.

    count

    How many there are.

    Type: Long

    Valid Range: Minimum value of 0.

    nextToken

    The token of the next page.

    Type: String

    Length Constraints: Minimum length of 1.

    open

    Whether the depot is open.

    Type: Boolean

    parcels

    The parcels.

    Type: Array of Parcel objects

    Array Members: Maximum number of 100 items.

    since

    Since when.

    Type: Timestamp

    Errors

    For information about the errors that are common to all actions, see Common Errors.

    DepotNotFoundException

    There is no such depot.

    HTTP Status Code: 404

    ThrottlingException

    Too many requests.

    HTTP Status Code: 429

    See Also

    For more information about using this API in one of the language-specific AWS SDKs, see the following:
    """

  /// The same page with its line breaks replaced, words kept.
  static func joined(by separator: String) -> String {
    page.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: separator)
  }

  /// The same page in Markdown.
  static var markdown: String {
    var text = ""
    for paragraph in page.components.dropFirst() {
      switch paragraph {
      case "SearchParcels": text += "# SearchParcels\n<a name=\"API_SearchParcels\"></a>\n\n"
      case "Request Syntax", "URI Request Parameters", "Request Body", "Response Syntax",
        "Response Elements", "Errors", "See Also":
        text += "## \(paragraph)\n<a name=\"API_SearchParcels_Part\"></a>\n\n"
      default:
        if paragraph.hasPrefix("POST ") || paragraph.hasPrefix("HTTP/1.1 ") {
          let marked = paragraph.replacing("\"string\"", with: "\"{{string}}\"")
            .replacing("/depotId/", with: "/{{depotId}}/")
            .replacing("=maxResults", with: "={{maxResults}}").replacing("=tags", with: "={{tags}}")
            .replacing(": number", with: ": {{number}}")
          text += "```\n\(marked)\n```\n\n"
        } else if !paragraph.contains(" ") {
          text += " ** [\(paragraph)](#API_SearchParcels_RequestSyntax) **   <a name=\"x\"></a>\n"
        } else if let colon = paragraph.range(of: "Pattern: ") {
          text += "\(paragraph[..<colon.upperBound])`\(paragraph[colon.upperBound...])`  \n"
        } else {
          text +=
            paragraph.replacing("ParcelFilter object", with: "[ParcelFilter](API_P.md) object")
            .replacing(".", with: "\\.") + "  \n"
        }
      }
    }
    return text
  }

  static func load(_ text: String) -> LoadResult {
    SpecLoader.load([SourceFile(path: "SearchParcels.txt", bytes: Array(text.utf8))])
  }
}

extension String {
  /// Paragraphs.
  fileprivate var components: [String] {
    var result: [String] = []
    for line in split(separator: "\n", omittingEmptySubsequences: true) {
      result.append(String(line))
    }
    return result
  }

  fileprivate func range(of other: String) -> Range<Index>? {
    firstRange(of: other)
  }
}
