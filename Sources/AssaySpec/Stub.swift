package import AssayModel

package struct ContractStatistics {
  package var operations = 0, shapes = 0, members = 0, errors = 0
  package var required = 0, length = 0, range = 0, pattern = 0, enumeration = 0, uniqueItems = 0
  package var compiledPatterns = 0, translatedPatterns = 0, unsupportedPatterns = 0
  package init(_ contract: Contract) { operations = contract.operations.count }
}
