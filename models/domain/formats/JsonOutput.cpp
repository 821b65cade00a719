#include "domain/formats/JsonOutput.h"

#include <QCoreApplication>

namespace gatehouse::json {

namespace {

struct JsonOutput
{
    Q_DECLARE_TR_FUNCTIONS(JsonOutput)
};

}

Result<void> write(QIODevice &target, const QByteArray &bytes)
{
    if (target.write(bytes) == bytes.size())
        return {};
    return fail(Error::Kind::Unreachable,
                JsonOutput::tr("The export cannot be written: %1. Choose another place or free some space.")
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
    QByteArray text = QByteArray::fromStdString(item.dump(2));
    text.replace('\n', lineStart);
    const QByteArray separator = m_empty ? lineStart : ',' + lineStart;
    m_empty = false;
    return write(m_target, separator + text);
}

Result<void> ArrayOutput::end()
{
    return write(m_target, m_empty ? QByteArray("]") : '\n' + m_indentation + ']');
}

}
