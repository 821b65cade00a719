#include "fuzz/AnswerFuzzer.h"

#include <cstdint>

/// The entry of libFuzzer, https://llvm.org/docs/LibFuzzer.html
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    gatehouse::fuzz::readAnswer(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
