#include "app/FontPreload.h"

#include <QLibrary>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Fontconfig may be used by several threads since 2.10.91. Qt has loaded it already where it uses it, and
/// where it does not there is nothing to do.
void readFontConfiguration()
{
    using FcInit = int (*)();
    if (const auto read = reinterpret_cast<FcInit>(QLibrary::resolve(u"fontconfig"_s, 1, "FcInit")))
        read();
}

}

FontPreload::FontPreload() : m_thread(readFontConfiguration) {}

void FontPreload::wait()
{
    m_thread.join();
}

}
