#include "domain/Error.h"
