#include "servers/plugin/ServerPlugin.h"
