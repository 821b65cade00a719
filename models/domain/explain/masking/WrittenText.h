#pragma once

#include <QStringView>

/// Characters as people copy them: in JSON inside of JSON, in addresses inside of addresses, in pages.
namespace gatehouse::explain {

/// One character, or what stands for it: `%22`, `%2522`, `\u0022`, `&quot;`.
struct Written
{
    QChar character;
    qsizetype length = 1;
    int level = 0; ///< how often a percent sign encodes it
    bool isEscaped = false;
};
Written writtenAt(QStringView text, qsizetype at);
/// The one that ends there; of `\u0022` its last digit.
Written writtenBefore(QStringView text, qsizetype end);

bool isQuote(QChar c);

/// A quotation mark and the backslashes before it.
struct Quote
{
    QChar character;      ///< null: it is none
    qsizetype length = 1; ///< to be passed over, also where it is none
    int level = 0;
    int backslashes = 0;

    bool isNull() const { return character.isNull(); }
};
Quote quoteAt(QStringView text, qsizetype at);
/// Where what this one opens ends, or -1: one inside that is escaped or encoded once more does not end it.
qsizetype closingOf(const Quote &opening, QStringView text, qsizetype from, bool isOneLine = false);

}
