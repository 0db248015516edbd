import AssayGenerate
import AssayModel

/// What a scenario serves: a walk through pages, and what comes in between.
struct Script: Sendable, Hashable {
  /// The sound answers in order; an operation without pages has one.
  var pages: [Page]
  /// How the bodies of sound answers are written.
  var dress = Dress.plain
  /// How sound answers travel.
  var travel = Travel.plain
  /// What comes instead of a sound answer.
  var disturbance: Disturbance?
  /// Whether the last page's answer says, by `null`, that there is no other.
  var endsWithNull = false
  /// Whether every token is answered with the same token again.
  var repeatsToken = false
  /// The one place of an item that breaks the contract, where one does.
  var broken: Broken?

  /// A value that breaks the contract, put in after everything else was put right.
  struct Broken: Sendable, Hashable {
    /// Which item of the first page.
    var item: Int
    /// The names from the item to the place.
    var names: [String]
    /// The value; `nil` for none.
    var value: JSONValue?
  }

  /// An answer of success.
  struct Page: Sendable, Hashable {
    /// The members but the token.
    var message: MessageValue
    /// The token that leads to the page after it.
    var next: String?
  }

  /// Something other than the sound answer.
  struct Disturbance: Sendable, Hashable {
    enum Answer: Sendable, Hashable {
      /// An answer as bytes.
      case response(Case.Response)
      /// The sound answer, on a connection that breaks.
      case fault(Fault)
    }

    /// The page that it comes instead of.
    var page: Int
    /// How often; `nil` for always.
    var times: Int?
    var answer: Answer
  }
}
