#ifndef ASSAY_CZLIB_SHIM_H
#define ASSAY_CZLIB_SHIM_H

#include <zlib.h>

// `inflateInit2` is a macro, which Swift cannot call.
static inline int assay_inflate_init(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}

static inline int assay_deflate_init(z_stream *stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}

#endif
