#include "ui/client/tryit/RequestEdit.h"

#include "domain/ShortText.h"
#include "domain/explain/masking/SecretParameters.h"

#include <QMimeData>
#include <QScopedValueRollback>
#include <QTextCursor>

namespace gatehouse {

namespace {

constexpr int linesShown = 5;
constexpr qsizetype mostShown = 20'000; ///< characters: a longer one is judged whole, and shown in part

}

RequestEdit::RequestEdit(QWidget *parent)
    : MarkedTextEdit(parent), m_request(fail(Error::Kind::Rule, QString()))
{
    setLinesShown(linesShown);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QPlainTextEdit::textChanged, this, &RequestEdit::takeTyped);
}

bool RequestEdit::isBlank() const
{
    return text().trimmed().isEmpty();
}

/// Before it is in the document.
void RequestEdit::insertFromMimeData(const QMimeData *source)
{
    if (!source->hasText())
        return;
    QString whole = text();
    const QTextCursor cursor = textCursor();
    const qsizetype start = cursor.selectionStart();
    const QString pasted = source->text();
    whole.replace(start, cursor.selectionEnd() - start, pasted);
    take(whole, start + pasted.size());
}

void RequestEdit::take(const QString &text, qsizetype cursor)
{
    const QScopedValueRollback guard(m_isTaking, true);
    m_request = explain::readRequest(text);
    const QString shown = shortText(explain::masked(text), mostShown);
    if (shown != this->text()) {
        const qsizetype behind = text.size() - cursor;
        setPlainText(shown);
        QTextCursor at = textCursor();
        at.setPosition(int(std::clamp<qsizetype>(shown.size() - behind, 0, shown.size())));
        setTextCursor(at);
    }
    Q_EMIT requestChanged();
}

void RequestEdit::takeTyped()
{
    if (!m_isTaking)
        take(text(), textCursor().position());
}

}
