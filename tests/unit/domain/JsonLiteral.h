#pragma once

#include <QByteArray>

/// JSON written with apostrophes for quotation marks: moc loses its way in raw string literals that hold
/// quotation marks.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}
