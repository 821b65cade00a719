#include "ui/client/form/TextListEdit.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QStringList trimmedParts(const QString &text, QChar separator)
{
    QStringList parts;
    for (const QString &part : text.split(separator)) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            parts << trimmed;
    }
    return parts;
}

bool isAddress(const QString &text)
{
    return text.contains("://"_L1) || text.contains(u'@');
}

}

TextListEdit::TextListEdit(QWidget *parent) : MarkedTextEdit(parent)
{
    setLinesShown(2);
}

/// A comma inside of one text, as in `Doe, Jane <jane@example.com>`, stays where it is.
QStringList TextListEdit::texts() const
{
    QStringList texts;
    for (const QString &line : trimmedParts(text(), u'\n')) {
        const QStringList parts = trimmedParts(line, u',');
        texts += std::ranges::all_of(parts, isAddress) ? parts : QStringList(line);
    }
    return texts;
}

void TextListEdit::setTexts(const QStringList &texts)
{
    if (texts != this->texts() && texts.join(u'\n') != text())
        setPlainText(texts.join(u'\n'));
}

}
