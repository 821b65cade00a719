#pragma once

#include "secrets/ServerConnection.h" // where the plug-in may read it, too
