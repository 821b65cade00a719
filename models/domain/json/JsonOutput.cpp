#include "domain/json/JsonOutput.h"

#include "domain/json/JsonMessages.h"

#include <algorithm>
#include <cstring>

namespace gatehouse::json {

Result<void> write(QIODevice &target, const QByteArray &bytes)
{
    if (target.write(bytes) == bytes.size())
        return {};
    return fail(Error::Kind::Unreachable,
                JsonMessages::tr("The export cannot be written: %1. Choose another place.")
                    .arg(target.errorString()));
}

Result<void> ArrayOutput::begin()
{
    m_empty = true;
    return write(m_target, "[");
}

Result<void> ArrayOutput::add(const Json &item)
{
    const QByteArray lineStart = '\n' + m_indentation + "  ";
    std::string text = item.dump(2);
    Result<void> done = write(m_target, m_empty ? lineStart : ',' + lineStart);
    m_empty = false;
    for (std::size_t start = 0; done && start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        done = write(m_target, QByteArray::fromRawData(text.data() + start, qsizetype(end - start)));
        if (done && end < text.size())
            done = write(m_target, lineStart);
        start = end + 1;
    }
    explicit_bzero(text.data(), text.size()); // it may hold a client secret
    return done;
}

Result<void> ArrayOutput::end()
{
    return write(m_target, m_empty ? QByteArray("]") : '\n' + m_indentation + ']');
}

}
