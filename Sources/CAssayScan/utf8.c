#include <string.h>

#include "assay_scan.h"

size_t assay_utf8_prefix(const uint8_t *bytes, size_t count, size_t *scalars) {
  size_t i = 0, seen = 0;
  while (i < count) {
    uint8_t lead = bytes[i];
    if (lead < 0x80) {
      // Plain runs go eight bytes at a time.
      while (i + 8 <= count) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        if (word & 0x8080808080808080ULL) break;
        i += 8;
        seen += 8;
      }
      while (i < count && bytes[i] < 0x80) {
        i++;
        seen++;
      }
      continue;
    }
    size_t rest = count - i;
    if (lead < 0xe0) {
      if (lead < 0xc2 || rest < 2 || (bytes[i + 1] & 0xc0) != 0x80) break;
      i += 2;
    } else if (lead < 0xf0) {
      if (rest < 3 || (bytes[i + 1] & 0xc0) != 0x80 || (bytes[i + 2] & 0xc0) != 0x80) break;
      if (lead == 0xe0 && bytes[i + 1] < 0xa0) break;
      if (lead == 0xed && bytes[i + 1] > 0x9f) break;
      i += 3;
    } else {
      if (lead > 0xf4 || rest < 4 || (bytes[i + 1] & 0xc0) != 0x80 ||
          (bytes[i + 2] & 0xc0) != 0x80 || (bytes[i + 3] & 0xc0) != 0x80)
        break;
      if (lead == 0xf0 && bytes[i + 1] < 0x90) break;
      if (lead == 0xf4 && bytes[i + 1] > 0x8f) break;
      i += 4;
    }
    seen++;
  }
  *scalars = seen;
  return i;
}
