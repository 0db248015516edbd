import AssayModel
import AssaySpec

/// Small service models, and what reading them comes to.
enum BotocoreModelText {
  /// A model of protocol `rest-json` with one operation whose input is `Input`.
  static func model(
    shapes: String, metadata: String = #""protocol": "rest-json""#,
    operation: String =
      #""http": {"method": "POST", "requestUri": "/get"}, "input": {"shape": "Input"}"#
  ) -> String {
    """
    {
      "version": "2.0",
      "metadata": {"serviceId": "Weather", "apiVersion": "2020-01-01", \(metadata)},
      "operations": {"Get": {"name": "Get", \(operation)}},
      "shapes": {
    \(shapes)
      }
    }
    """
  }

  static func load(_ text: String, beside: [String: String] = [:]) -> LoadResult {
    var files = [SourceFile(path: "weather/service-2.json", bytes: Array(text.utf8))]
    for (name, content) in beside {
      files.append(SourceFile(path: "weather/\(name)", bytes: Array(content.utf8)))
    }
    return SpecLoader.load(paths: ["weather/service-2.json"], files: .memory(files))
  }

  /// The contract of shapes, one of which is `Input`.
  static func contract(shapes: String) -> Contract? { load(model(shapes: shapes)).contract }
}

extension LoadResult {
  /// `line:column id`, one a diagnostic.
  var places: [String] {
    diagnostics.map { "\($0.origin.line):\($0.origin.column) \($0.id)" }
  }
}

extension Contract {
  /// A named shape.
  func type(_ name: String) -> Shape? { shapes.first { $0.name == name } }

  /// A member of an operation's input.
  func input(_ member: String, of operation: String = "Get") -> Member? {
    self.operation(named: operation)?.input.flatMap { id in
      self[base(of: id)].members.first { $0.name == member }
    }
  }

  /// A member of an operation's output.
  func output(_ member: String, of operation: String = "Get") -> Member? {
    self.operation(named: operation)?.output.flatMap { id in
      self[base(of: id)].members.first { $0.name == member }
    }
  }
}
