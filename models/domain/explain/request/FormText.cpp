#include "domain/explain/request/FormText.h"

#include <QStringDecoder>

#include <cctype>

namespace gatehouse::explain {

namespace {

bool isEncodedByte(const QByteArray &bytes, qsizetype at)
{
    return at + 2 < bytes.size() && std::isxdigit(uchar(bytes.at(at + 1))) &&
           std::isxdigit(uchar(bytes.at(at + 2)));
}

}

Decoded decodedForm(QStringView written)
{
    const QByteArray bytes = written.toUtf8();
    QByteArray plain;
    plain.reserve(bytes.size());
    bool isWhole = true;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes.at(at);
        if (c == '%' && isEncodedByte(bytes, at)) {
            plain += QByteArray::fromHex(bytes.sliced(at + 1, 2));
            at += 2;
            continue;
        }
        isWhole = isWhole && c != '%';
        plain += c == '+' ? ' ' : c;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString text = decoder(plain);
    return {std::move(text), isWhole && !decoder.hasError()};
}

}
