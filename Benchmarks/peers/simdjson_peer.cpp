// simdjson over one NDJSON file, one line a document: `dom` parses each line and no more,
// `ondemand` also reads every field of it. Neither checks anything of the contract, so their
// rates are those of reading. `--whole` takes the file as one document (a HAR).
//
//     simdjson_peer dom|ondemand FILE [--whole]
//
// Prints one JSON object: seconds in the loop alone, without start-up and reading the file.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "simdjson.h"

namespace {

struct Tally {
  size_t documents = 0;
  size_t rejected = 0;
  uint64_t digest = 0;  // Uses what is read, so that no reading is optimised away.
};

// Calls `check(data, length)` for each line; true means that the document was read.
template <typename Check>
Tally forEachDocument(const char *data, size_t length, bool whole, Check check) {
  Tally tally;
  size_t start = 0;
  while (start < length) {
    size_t end = length;
    if (!whole) {
      const void *found = std::memchr(data + start, '\n', length - start);
      if (found != nullptr) end = static_cast<const char *>(found) - data;
    }
    if (!check(data + start, end - start, tally.digest)) tally.rejected++;
    tally.documents++;
    start = end + 1;
  }
  return tally;
}

using namespace simdjson;

error_code readValue(ondemand::value value, uint64_t &digest);

error_code readMembers(ondemand::object object, uint64_t &digest) {
  for (auto member : object) {
    std::string_view name;
    if (auto error = member.unescaped_key().get(name)) return error;
    digest += name.size();
    ondemand::value value;
    if (auto error = member.value().get(value)) return error;
    if (auto error = readValue(value, digest)) return error;
  }
  return SUCCESS;
}

error_code readItems(ondemand::array array, uint64_t &digest) {
  for (auto item : array) {
    ondemand::value value;
    if (auto error = item.get(value)) return error;
    if (auto error = readValue(value, digest)) return error;
  }
  return SUCCESS;
}

error_code readValue(ondemand::value value, uint64_t &digest) {
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return error;
  switch (type) {
    case ondemand::json_type::object: {
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return error;
      return readMembers(object, digest);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return error;
      return readItems(array, digest);
    }
    case ondemand::json_type::string: {
      std::string_view text;
      if (auto error = value.get_string().get(text)) return error;
      digest += text.size();
      return SUCCESS;
    }
    case ondemand::json_type::number: {
      double number;
      if (auto error = value.get_double().get(number)) return error;
      digest += static_cast<uint64_t>(number != 0);
      return SUCCESS;
    }
    case ondemand::json_type::boolean: {
      bool flag;
      if (auto error = value.get_bool().get(flag)) return error;
      digest += flag;
      return SUCCESS;
    }
    default: {
      bool null = false;
      if (auto error = value.is_null().get(null)) return error;
      return null ? SUCCESS : N_ATOM_ERROR;
    }
  }
}

bool readDocument(ondemand::parser &parser, padded_string_view text, uint64_t &digest) {
  ondemand::document document;
  if (parser.iterate(text).get(document)) return false;
  ondemand::object object;
  if (document.get_object().get(object)) return false;
  if (readMembers(object, digest)) return false;
  // Nothing may follow; that there is no location left is how this version says so.
  const char *rest = nullptr;
  return document.current_location().get(rest) == OUT_OF_BOUNDS;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: simdjson_peer dom|ondemand FILE [--whole]\n");
    return 2;
  }
  const std::string mode = argv[1];
  const bool whole = argc > 3 && std::strcmp(argv[3], "--whole") == 0;
  padded_string file;
  if (auto error = padded_string::load(argv[2]).get(file)) {
    std::fprintf(stderr, "%s: %s\n", argv[2], error_message(error));
    return 3;
  }
  // A line's padding is the lines after it, and the file's own padding in the end.
  const size_t end = file.size() + SIMDJSON_PADDING;

  Tally tally;
  dom::parser parser;
  if (whole) {
    // Grow the parser's buffers first, as they are after a line or two of the other files.
    dom::element root;
    (void)parser.parse(file.data(), file.size(), false).get(root);
  }
  const auto start = std::chrono::steady_clock::now();
  if (mode == "dom") {
    tally = forEachDocument(
        file.data(), file.size(), whole, [&](const char *data, size_t length, uint64_t &digest) {
          dom::element root;
          if (parser.parse(data, length, false).get(root)) return false;
          digest += static_cast<uint64_t>(root.type());
          return true;
        });
  } else {
    ondemand::parser reader;
    tally = forEachDocument(
        file.data(), file.size(), whole, [&](const char *data, size_t length, uint64_t &digest) {
          const size_t room = end - static_cast<size_t>(data - file.data());
          return readDocument(reader, padded_string_view(data, length, room), digest);
        });
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;

  const std::string active = get_active_implementation()->name();
  std::printf(
      "{\"seconds\": %.9f, \"documents\": %zu, \"rejected\": %zu, \"version\": \"%s %s\", "
      "\"digest\": %llu}\n",
      taken.count(), tally.documents, tally.rejected, SIMDJSON_STRINGIFY(SIMDJSON_VERSION),
      mode == "dom" ? active.c_str()
                    : SIMDJSON_STRINGIFY(SIMDJSON_BUILTIN_IMPLEMENTATION),
      static_cast<unsigned long long>(tally.digest));
  return 0;
}
