#pragma once

#include <QByteArrayView>

/// Looks at a document that json::parse() has taken, byte by byte, for who changes it and keeps the rest.
namespace gatehouse::json {

/// Behind white space and comments.
qsizetype afterTrivia(QByteArrayView text, qsizetype at);
/// Behind the value that begins there.
qsizetype afterValue(QByteArrayView text, qsizetype at);
/// Behind white space and comments that end before the end of the line; `at` where something else stands in
/// the line, or the line has no end.
qsizetype atEndOfLine(QByteArrayView text, qsizetype at);

/// Of white space and comments.
bool hasComment(QByteArrayView trivia);
bool endsInLineComment(QByteArrayView trivia);
bool hasLineBreak(QByteArrayView text);
/// The white space that the last line of it begins with; nothing where there is no line break in it.
QByteArrayView lastIndentation(QByteArrayView trivia);

}
