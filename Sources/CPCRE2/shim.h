#ifndef ASSAY_CPCRE2_SHIM_H
#define ASSAY_CPCRE2_SHIM_H

// PCRE2 names its functions after the width of a code unit; Assay reads UTF-8.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
