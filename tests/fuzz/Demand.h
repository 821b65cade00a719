#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace gatehouse::fuzz {

/// Ends the program, which the fuzzer notes with its input, where that shows what must not be.
inline void demand(bool holds, const char *what, const QByteArray &about = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "%s:\n%s\n", what, about.constData());
    std::abort();
}

}
