/// Something that the test server does wrong. The raw value is its name; ``allNames`` has them all.
///
/// The server is written by hand from the operation's reference page: nothing of Assay is in it.
enum ServiceFault: String, CaseIterable, Sendable {
  // MARK: Bounds of maxResults
  case maxResultsBelow, maxResultsAbove, maxResultsMin, maxResultsMax, maxResultsNegative
  case maxResultsFraction, maxResultsExponent, maxResultsSpaces, maxResultsUnicodeDigits
  case maxResultsHexadecimal, maxResultsEmpty, maxResultsWord, maxResultsHugeCrashes

  // MARK: The token
  case tokenEmpty, tokenLong, tokenShort, tokenMax
  case tokenBytes, tokenUTF16, tokenGraphemes, tokenEncodedLength
  case tokenSearch, tokenPrefix, tokenNewline, tokenASCII
  case tokenRefusesLu, tokenRefusesLl, tokenRefusesLt, tokenRefusesLm, tokenRefusesLo
  case tokenRefusesMn, tokenRefusesMc, tokenRefusesMe
  case tokenRefusesZs, tokenRefusesZl, tokenRefusesZp
  case tokenRefusesSm, tokenRefusesSc, tokenRefusesSk, tokenRefusesSo
  case tokenRefusesNd, tokenRefusesNl, tokenRefusesNo
  case tokenRefusesPc, tokenRefusesPd, tokenRefusesPs, tokenRefusesPe, tokenRefusesPi
  case tokenRefusesPf, tokenRefusesPo
  case tokenTakesCc, tokenTakesCf, tokenTakesCo, tokenTakesCn

  // MARK: The store
  case storeShort, storeLong, storeMin, storeMax, storeLetters, storeUnicodeDigits, storeNewline

  // MARK: Filters
  case statusAny, statusCase, statusTrimmed, statusForgotten, statusNumber
  case filterString, filterNullRefused, filterArray
  case dateCalendar, dateSpace, dateNoZone, dateOffsetRefused, dateFractionRefused
  case dateLeapSecondRefused, dateNumber, dateMonthCrashes, dateHour24

  // MARK: JSON
  case jsonTrailingComma, jsonTrailingText, jsonBodyRequired, jsonArrayBody, contentTypeIgnored
  case jsonUnknownUnread

  // MARK: Combinations
  case crashStatusAndAfter, crashAfterAndBefore, crashSizeAndFilter, crashSizeAndToken

  // MARK: Errors
  case errorStatus422, errorTypeUndeclared, errorTypeMissing, errorBodyShape, errorHTML
  case errorNotFound, errorThrottled, errorTokenIs500, errorWithoutBody

  // MARK: Answers
  case answerLosesRole, answerUnknownStatus, answerEpochTime, answerHTML, answerShortID
  case answerNullItem, answerDuplicateMember, answerCutJSON, answerEmptyToken, answerForeignStore
  case answerStatus201

  // MARK: Pages
  case pageLosesLast, pageRepeatsFirst, pageNeverEnds, pageOverLimit, pageIgnoresToken
  case pageRefusesToken, pageSizeLosesItems, pageEmptyAtEnd

  // MARK: What filters do
  case filterStatusIgnored, filterAfterIgnored, filterBeforeIgnored, filterAfterExclusive
  case filterBeforeExclusive, filterStatusLoses, filterForgottenBehindFirstPage
  case filterTogetherIgnored

  // MARK: Connections
  case closesOnStatus, hangsOnStatus, lengthTooLong, lengthTooShort, chunksBroken
}
