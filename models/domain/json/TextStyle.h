#pragma once

#include "domain/json/JsonText.h"

#include <QByteArray>

namespace gatehouse::json {

/// How whoever wrote a document lays it out.
struct TextStyle
{
    QByteArray lineBreak = "\n";
    QByteArray unit = "  ";     ///< by which each level is indented
    QByteArray colon = ": ";    ///< between a name and its value
    QByteArray separator = " "; ///< between the comma and the next value of the same line
    QByteArray arrayPad = {};   ///< inside the brackets, where all is in one line
    QByteArray objectPad = " ";
    bool hasLines = true;        ///< else the whole document is one
    bool oneLineArrays = false;  ///< those of plain values
    bool oneLineObjects = false; ///< the same
    bool isAscii = false;        ///< other characters are escaped

    QByteArray pad(const Json &container) const { return container.is_array() ? arrayPad : objectPad; }
    /// How such a container is usually written.
    bool isOneLine(const Json &container) const;
};

TextStyle styleOf(QByteArrayView document);

/// The value in that style; `indentation` is that of the line in which it begins.
QByteArray textOf(const Json &value, const TextStyle &style, const QByteArray &indentation, bool isOneLine);

}
