#include "fuzz/FormatFuzzer.h"

#include <QString>

#include <cstdint>

/// The entry of libFuzzer, https://llvm.org/docs/LibFuzzer.html
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace gatehouse;
    static const ClientFormat *format = formatByName(QStringLiteral(GATEHOUSE_FUZZED_FORMAT)).value();
    fuzz::readWriteRead(*format, QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
