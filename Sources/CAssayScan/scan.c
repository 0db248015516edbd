#include "assay_scan.h"
